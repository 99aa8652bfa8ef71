//! Reads variables whose names no shell can set.
use std::env;

fn main() {
    assert_eq!(env::var("CARGO_FEATURE_2D").unwrap(), "1");
    assert_eq!(env::var("CARGO_FEATURE_WITH_DASH").unwrap(), "1");
    println!("cargo::rustc-env=FOUND={}", env::var("DEP_GLIB_2.0_FOUND").unwrap());
    println!("cargo::rustc-env=KEY={}", env::var("DEP_GLIB_2.0_ANY.KEY_HERE").unwrap());
}
