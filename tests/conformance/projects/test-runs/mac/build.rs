fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    println!("cargo::rustc-link-search=native={out}/mac");
    println!("cargo::rustc-link-search=native=/opt/mac");
    println!("cargo::rustc-env=OF_MAC=script");
}
