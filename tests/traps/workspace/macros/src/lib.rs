//! Reads the manifest of the crate that uses it, and asks cargo where that is: proc-macro-crate does both.
use std::{env, fs, process::Command};

use proc_macro::TokenStream;

#[proc_macro]
pub fn renamed(_input: TokenStream) -> TokenStream {
    let manifest = format!("{}/Cargo.toml", env::var("CARGO_MANIFEST_DIR").unwrap());
    let text = fs::read_to_string(&manifest).unwrap();
    let line = text.lines().find(|line| line.contains("under-another-name")).unwrap_or("nothing");
    let asked = Command::new(env::var("CARGO").unwrap())
        .args(["locate-project", "--message-format", "plain", "--manifest-path", &manifest])
        .output()
        .unwrap();
    assert!(asked.status.success(), "{asked:?}");
    assert_eq!(String::from_utf8(asked.stdout).unwrap().trim(), manifest);
    let found = line.contains("under-another-name");
    format!("{found}").parse().unwrap()
}
