//! A macro that reads a file beside the workspace's Cargo.toml.

use proc_macro::TokenStream;
use std::path::Path;

/// The text of `docs/greeting.txt`.
#[proc_macro]
pub fn greeting(_input: TokenStream) -> TokenStream {
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    let path = Path::new(&package).parent().unwrap().join("docs/greeting.txt");
    format!("{:?}", std::fs::read_to_string(path).unwrap().trim())
        .parse()
        .unwrap()
}
