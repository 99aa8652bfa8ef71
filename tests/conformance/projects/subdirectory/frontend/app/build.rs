fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=FROM={}", std::env::var("BOTH").unwrap());
}
