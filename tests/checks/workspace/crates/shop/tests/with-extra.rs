#[test]
fn has_the_feature() {
    assert!(cfg!(feature = "extra"));
}
