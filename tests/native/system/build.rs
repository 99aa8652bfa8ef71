//! The include directory that pkg-config named, as the dependents of openssl-sys see it.

fn main() {
    println!("cargo::rustc-env=OPENSSL_INCLUDE={}", std::env::var("DEP_OPENSSL_INCLUDE").unwrap_or_default());
}
