//! Lists a directory and starts a program that reads a file.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let count = std::fs::read_dir("assets").unwrap().count();
    let read = Command::new("cat").arg("../docs/../docs/version.txt").output().unwrap();
    assert!(read.status.success());
    let out = std::env::var("OUT_DIR").unwrap();
    std::fs::write(Path::new(&out).join("count.rs"), format!("{count}")).unwrap();
}
