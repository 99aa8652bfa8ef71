fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    println!("cargo::rustc-link-search=native={out}/own");
    println!("cargo::rustc-link-search={out}/plain");
    println!("cargo::rustc-env=OF_SCRIPT=script");
    println!("cargo::rustc-env=IN_BOTH=script");
    println!("cargo::rustc-env=CARGO_PKG_NAME=script");
    println!("cargo::rustc-env=CARGO_PKG_DESCRIPTION=script");
    println!("cargo::rustc-env=CARGO_MANIFEST_DIR=script");
    println!("cargo::rustc-env=CARGO_CRATE_NAME=script");
    println!("cargo::rustc-env=CARGO=script");
}
