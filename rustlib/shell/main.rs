//! The `rustc` of the dev shell. Calls for units that Nix built are answered with links to their files; any other
//! call is made. Under the name `cargo-nix-script` the program runs build scripts (run.rs), under the name `cargo`
//! it starts cargo (cargo.rs).
//!
//! `CARGO_NIX_SHELL` names the index of units, `CARGO_NIX_METADATA` a directory for their metadata, and
//! `CARGO_NIX_LOG`, if it is set, a file that gets one line for each call about a crate.

mod call;
mod cargo;
mod elf;
mod entry;
mod environment;
mod files;
mod json;
mod json_reader;
mod lookup;
mod metadata;
mod place;
mod run;
mod script;
mod turns;

use std::env;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{exit, Command};

/// The compiler that this program stands in for.
const RUSTC: &str = env!("CARGO_NIX_RUSTC");

fn main() {
    let mut words = env::args_os();
    let name = words.next().unwrap_or_default();
    let words: Vec<OsString> = words.collect();
    match Path::new(&name).file_name().and_then(|name| name.to_str()) {
        Some("cargo-nix-script") => exit(run::main(&words)),
        Some("cargo") => exit(cargo::main(&words)),
        _ => {}
    }
    if let Some(call) = read_call(&words) {
        if env::var_os("CARGO_NIX_SHELL").is_some() {
            match lookup::find(&call).and_then(|unit| place::place(&call, &unit)) {
                Ok(()) => {
                    log("answered", &call, "");
                    turns::record_answer(&call.out_dir);
                    return;
                }
                Err(reason) => log("compiled", &call, &reason),
            }
            turns::let_answers_pass(&call.out_dir);
        }
        place::clear(&call);
    }
    let error = Command::new(RUSTC).args(&words).exec();
    eprintln!("{RUSTC}: {error}");
    exit(127);
}

/// Return the call if it compiles a crate of a package, as Cargo calls rustc; null for questions and for other callers.
fn read_call(words: &[OsString]) -> Option<call::Call> {
    env::var_os("CARGO_PKG_NAME")?;
    let words: Option<Vec<&str>> = words.iter().map(|word| word.to_str()).collect();
    call::parse(&words?)
}

/// Append a line to the file `CARGO_NIX_LOG`: what became of the call, the package, the crate and the reason.
fn log(what: &str, call: &call::Call, reason: &str) {
    let Some(path) = env::var_os("CARGO_NIX_LOG") else { return };
    let package = format!("{} {}", variable("CARGO_PKG_NAME"), variable("CARGO_PKG_VERSION"));
    let line = format!("{what} {package} {} {reason}\n", call.crate_name);
    if let Ok(mut file) = OpenOptions::new().create(true).append(true).open(path) {
        let _ = file.write_all(line.as_bytes());
    }
}

/// Return an environment variable; empty if it is not set or no text.
pub fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}
