use std::path::Path;

#[test]
fn mercurial() {
    assert_eq!(vcs::root(Path::new("tests/data/a/src")).as_deref(), Some(Path::new("tests/data/a")));
}

#[test]
fn jujutsu() {
    assert_eq!(vcs::root(Path::new("tests/data/b")).as_deref(), Some(Path::new("tests/data/b")));
}

#[test]
fn branch() {
    assert_eq!(std::fs::read_to_string("tests/data/a/.hg/branch").unwrap(), "default\n");
}
