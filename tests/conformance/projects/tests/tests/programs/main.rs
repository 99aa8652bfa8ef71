#[test]
fn runs() {
    let _ = env!("CARGO_BIN_EXE_my-tool");
}
