fn main() {
    println!("cargo::rustc-env=CARGO_PKG_NAME=the script's own");
    println!("cargo::rustc-link-lib=reaches-the-program");
    println!("cargo::rustc-link-search=native={}", std::env::var("OUT_DIR").unwrap());
}
