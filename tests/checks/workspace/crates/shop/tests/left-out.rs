#[test]
fn is_never_run() {
    panic!("test = false");
}
