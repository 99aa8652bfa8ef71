fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    println!("cargo::rustc-link-search=native={out}/linked");
    println!("cargo::rustc-link-search=native=/opt/linked");
}
