//! The part of the crate `cc` that finds a compiler: the variables of the target.
use std::{env, process::Command};

fn tool(name: &str) -> String {
    let target = env::var("TARGET").unwrap().replace('-', "_");
    env::var(format!("{name}_{target}")).unwrap_or_else(|_| name.to_lowercase())
}

fn run(command: &mut Command) {
    assert!(command.status().unwrap_or_else(|error| panic!("{command:?}: {error}")).success());
}

/// Compiles the file `source` to the static library `name`.
pub fn compile(source: &str, name: &str) {
    let out = env::var("OUT_DIR").unwrap();
    let target = env::var("TARGET").unwrap();
    let mut compiler = Command::new(tool("CC"));
    if target.starts_with("wasm") {
        compiler.arg(format!("--target={target}"));
    }
    run(compiler.args(["-O2", "-fPIC", "-c", source, "-o"]).arg(format!("{out}/{name}.o")));
    run(Command::new(tool("AR")).arg("crs").args([format!("{out}/lib{name}.a"), format!("{out}/{name}.o")]));
    println!("cargo::rustc-link-search=native={out}");
    println!("cargo::rustc-link-lib=static={name}");
}
