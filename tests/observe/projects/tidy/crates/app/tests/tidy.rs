use std::path::Path;
use walkdir::WalkDir;

#[test]
fn lines_are_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap();
    let files = WalkDir::new(root)
        .into_iter()
        .filter_entry(|entry| entry.file_name() != "target")
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file());
    for file in files.filter(|file| file.file_name() != "Cargo.lock") {
        let text = std::fs::read_to_string(file.path()).unwrap();
        assert!(text.lines().all(|line| line.len() < 120), "{}", file.path().display());
    }
}
