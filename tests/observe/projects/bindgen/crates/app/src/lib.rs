include!(concat!(env!("OUT_DIR"), "/api.rs"));

#[test]
fn four() {
    assert_eq!(SIZE, 4);
}
