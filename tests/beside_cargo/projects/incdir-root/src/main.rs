use include_dir::{include_dir, Dir};

static ROOT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR");

/// Print the pages and the licence, each with its text.
fn main() {
    let mut files: Vec<_> = ROOT.files().map(|file| (file.path().display().to_string(), file.contents_utf8())).collect();
    files.retain(|(name, _)| name.ends_with(".md") || name.starts_with("LICENSE"));
    files.sort();
    for (name, text) in files {
        println!("{name}: {}", text.unwrap().trim());
    }
}
