fn main() {
    println!("cargo::rustc-link-lib=reaches-the-program");
    println!("cargo::rustc-link-search=native={}", std::env::var("OUT_DIR").unwrap());
}
