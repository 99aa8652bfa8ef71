//! First by its name, but its path is outside of its OUT_DIR: such paths come behind all others.
fn main() {
    println!("cargo::rustc-link-search=native={}", std::env::var("DEP_DECOY_DIRECTORY").unwrap());
}
