//! Loads libclang as bindgen does, and says where LIBCLANG_PATH pointed.

fn main() {
    clang_sys::load().expect("Unable to find libclang");
    let library = clang_sys::get_library().unwrap();
    println!("cargo::rustc-env=LIBCLANG={}", library.path().display());
    println!("cargo::rustc-env=ASKED={}", std::env::var("LIBCLANG_PATH").unwrap_or_default());
}
