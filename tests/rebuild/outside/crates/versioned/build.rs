use std::path::Path;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let file = root.join("VERSION");
    println!("cargo:rerun-if-changed={}", file.display());
    println!("cargo:rustc-env=VERSION={}", std::fs::read_to_string(file).unwrap().trim());
}
