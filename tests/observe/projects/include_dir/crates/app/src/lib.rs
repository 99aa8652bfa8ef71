use include_dir::{include_dir, Dir};

pub static SDK: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../sdk");

#[test]
fn files_are_there() {
    assert!(SDK.get_file("deep/more.py").is_some());
}
