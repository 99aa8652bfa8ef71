#[test]
fn pages() {
    insta::glob!("../../../pages", "*.txt", |path| {
        insta::assert_snapshot!(std::fs::read_to_string(path).unwrap());
    });
}
