fn main() {
    println!("cargo::rustc-link-arg=-Wl,--macro");
    println!("cargo::rustc-link-search=native={}", std::env::var("OUT_DIR").unwrap());
}
