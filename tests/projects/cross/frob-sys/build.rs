//! Asks pkg-config for libfrob, as the crate pkg-config does.
use std::{env, process::Command};

fn main() {
    if env::var("TARGET") != env::var("HOST") {
        assert_eq!(env::var("PKG_CONFIG_ALLOW_CROSS").as_deref(), Ok("1"), "pkg-config is not for the target");
    }
    let answer = Command::new("pkg-config").args(["--variable=libdir", "frob"]).output().expect("pkg-config");
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    println!("cargo::rustc-link-search=native={}", String::from_utf8(answer.stdout).unwrap().trim());
    println!("cargo::rustc-link-lib=static=frob");
}
