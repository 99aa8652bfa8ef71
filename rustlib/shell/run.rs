//! A build script of a unit. Cargo starts it as its own program: a file whose first line names this program, with the
//! recorded runs. If the environment equals that of a recorded run, the run's output is the answer. Otherwise the real
//! program starts.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::entry::STORE;
use crate::environment;
use crate::files;
use crate::json::{self, Value};
use crate::script;

/// Run the script whose path is the first of `words`; return its exit code.
pub fn main(words: &[OsString]) -> i32 {
    let Some(path) = words.first() else { return 2 };
    let record = fs::read_to_string(path).ok().and_then(|text| json::parse(text.split_once('\n')?.1));
    let Some(record) = record else {
        eprintln!("cargo-nix: {} is not a record of a build script", Path::new(path).display());
        return 2;
    };
    let mut reason = "no recorded run".to_string();
    for run in record.get("runs").list() {
        match answer(&record, run) {
            Ok(stdout) => {
                log("answered", "");
                return i32::from(std::io::stdout().write_all(&stdout).is_err());
            }
            Err(problem) => reason = problem,
        }
    }
    log("run", &reason);
    remove_answer();
    let program = record.get("program").text();
    let error = Command::new(program).args(&words[1..]).exec();
    eprintln!("{program}: {error}");
    127
}

fn log(what: &str, reason: &str) {
    let Some(path) = env::var_os("CARGO_NIX_LOG") else { return };
    let package = format!("{} {}", crate::variable("CARGO_PKG_NAME"), crate::variable("CARGO_PKG_VERSION"));
    if let Ok(mut file) = fs::OpenOptions::new().create(true).append(true).open(path) {
        let _ = file.write_all(format!("script-{what} {package} {reason}\n").as_bytes());
    }
}

/// Remove the files of an answer from OUT_DIR: the program starts as in a new directory, not among results of Nix.
fn remove_answer() {
    let Some(target) = env::var_os("OUT_DIR").map(PathBuf::from) else { return };
    for path in script::files_below(&target).into_values() {
        let is_answer =
            fs::symlink_metadata(&path).and_then(|data| data.modified()).is_ok_and(|time| time == files::store_time());
        if is_answer || fs::read_link(&path).is_ok_and(|target| target.starts_with(STORE)) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Return what the recorded run printed, with its files in OUT_DIR, if it saw the environment of now; else why not.
fn answer(record: &Value, run: &Value) -> Result<Vec<u8>, String> {
    let outcome = script::read(Path::new(run.get("out").text())).ok_or("the script did not run in Nix")?;
    if outcome.wrote_sources() {
        return Err("the script writes among its sources".to_string());
    }
    let of_cargo = environment::check_cargos(run)?;
    environment::check_the_shells(record, &outcome, &of_cargo)?;
    let problem = |error: std::io::Error| error.to_string();
    let stdout = outcome.stdout().map_err(problem)?;
    let target = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let recorded = script::files_below(&outcome.out_dir());
    for (name, path) in script::files_below(&target) {
        if !recorded.get(&name).is_some_and(|file| files::is_copy(file, &path)) {
            fs::remove_file(path).map_err(problem)?;
        }
    }
    for (name, file) in recorded {
        let path = target.join(name);
        if !files::is_copy(&file, &path) {
            fs::create_dir_all(path.parent().unwrap_or(&target)).map_err(problem)?;
            files::copy(&file, &path).map_err(problem)?;
        }
    }
    Ok(stdout)
}
