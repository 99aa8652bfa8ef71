use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let described = Command::new("git").args(["describe", "--always", "--dirty"]).output();
    let commit = described.ok().and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
    println!("cargo:rustc-env=COMMIT={}", commit.trim());
}
