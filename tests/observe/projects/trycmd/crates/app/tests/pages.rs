#[test]
fn pages() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd").case("../../README.md");
}
