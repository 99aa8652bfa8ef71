pub const VERSION: &str = env!("ROOT_VERSION");
pub const SCHEMA: &str = include_str!(concat!(env!("OUT_DIR"), "/schema.sql"));

#[test]
fn seven() {
    assert_eq!(VERSION, "7");
}
