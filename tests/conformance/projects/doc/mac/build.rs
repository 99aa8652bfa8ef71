fn main() {
    println!("cargo::rustc-link-search=native={}/mac", std::env::var("OUT_DIR").unwrap());
}
