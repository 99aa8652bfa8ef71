use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A script runs on the host and learns of the target by its environment alone.
    let arch = env::var("CARGO_CFG_TARGET_ARCH").unwrap();
    let length = arch.len();
    let out = Path::new(&env::var("OUT_DIR").unwrap()).join("arch.rs");
    fs::write(out, format!("pub const ARCH_LENGTH: u32 = {length};\n")).unwrap();
    println!("cargo::rustc-env=APP_TARGET={}", env::var("TARGET").unwrap());
}
