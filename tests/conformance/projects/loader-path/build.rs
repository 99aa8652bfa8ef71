fn main() {
    // Of all that a script says for rustc and for tests, this wins over what Cargo says.
    println!("cargo:rustc-env=LD_LIBRARY_PATH=/of/the/script");
}
