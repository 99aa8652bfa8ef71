fn main() {
    println!("cargo::rustc-link-lib=mine");
    println!("cargo::rustc-link-arg-bins=-Wl,--bins");
    println!("cargo::rustc-link-search=native={}", std::env::var("OUT_DIR").unwrap());
}
