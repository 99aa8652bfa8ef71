use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    let mut place = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap());
    while !place.join("Cargo.lock").exists() {
        assert!(place.pop());
    }
    place
}

fn main() {
    let root = root();
    let version = std::fs::read_to_string(root.join("VERSION")).unwrap();
    println!("cargo:rustc-env=ROOT_VERSION={}", version.trim());
    println!("cargo:rerun-if-changed={}", root.join("VERSION").display());
    let mut text = String::new();
    for entry in std::fs::read_dir(Path::new("../../schema")).unwrap() {
        text += &std::fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    std::fs::write(out.join("schema.sql"), text).unwrap();
}
