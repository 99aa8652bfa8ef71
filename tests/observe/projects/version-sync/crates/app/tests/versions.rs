#[test]
fn the_readme_has_our_version() {
    version_sync::assert_markdown_deps_updated!("../../README.md");
}
