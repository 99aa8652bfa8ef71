//! Compiles C for the target, and links a C library for the host.
fn main() {
    cc::compile("src/sum.c", "sum");
    println!("cargo::rustc-env=SCRIPT_FROB={}", frob_sys::machine());
}
