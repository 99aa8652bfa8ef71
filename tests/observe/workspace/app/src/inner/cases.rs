#[test]
fn greets() {
    assert_eq!(crate::GREETING, "hello");
}
