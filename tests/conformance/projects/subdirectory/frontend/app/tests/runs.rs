#[test]
fn runs() {
    assert!(env!("CARGO_BIN_EXE_app").ends_with("app"));
}
