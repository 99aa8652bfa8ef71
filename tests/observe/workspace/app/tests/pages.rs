#[test]
fn the_readme_has_a_title() {
    assert!(std::fs::read_to_string("../README.md").unwrap().starts_with("# "));
}
