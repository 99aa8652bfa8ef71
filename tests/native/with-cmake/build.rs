//! Builds the C library in `answer` with cmake.

fn main() {
    let built = cmake::build("answer");
    println!("cargo::rustc-link-search=native={}/lib", built.display());
    println!("cargo::rustc-link-lib=static=answer");
}
