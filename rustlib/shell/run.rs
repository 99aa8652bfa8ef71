//! A build script of a unit. Cargo starts it as its own program: a file whose first line names this program, with the
//! recorded runs. If the environment equals that of a recorded run, the run's output is the answer. Otherwise the real
//! program starts.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::json::{self, Value};
use crate::script::{self, Outcome};

/// What Cargo sets for a script, and a run in Nix has too.
const OF_CARGO: [&str; 4] = ["CARGO_CFG_", "CARGO_FEATURE_", "CARGO_PKG_", "DEP_"];
/// What is different in each build, or different in a shell and in a sandbox, without an effect on what is built.
const OF_THE_MACHINE: [&str; 27] = [
    "PATH",
    "HOME",
    "TMPDIR",
    "TMP",
    "TEMP",
    "TEMPDIR",
    "TERM",
    "PWD",
    "OLDPWD",
    "SHLVL",
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "NUM_JOBS",
    "RUSTC",
    "RUSTDOC",
    "RUSTC_LINKER",
    "RUST_BACKTRACE",
    "OUT_DIR",
    "SOURCE_DATE_EPOCH",
    "LD_LIBRARY_PATH",
    "COLORTERM",
    "SSL_CERT_FILE",
    "_",
    "TZ",
    "IN_NIX_SHELL",
];
const STARTS_OF_THE_MACHINE: [&str; 4] = ["CARGO", "LC_", "XDG_", "NIX_BUILD_"];

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

/// Return what the recorded run printed, with its files in OUT_DIR, if it saw the environment of now; else why not.
fn answer(record: &Value, run: &Value) -> Result<Vec<u8>, String> {
    let outcome = script::read(Path::new(run.get("out").text())).ok_or("the script did not run in Nix")?;
    if outcome.wrote_sources() {
        return Err("the script writes among its sources".to_string());
    }
    let of_cargo = check_cargos_environment(run)?;
    check_the_shells_environment(record, &outcome, &of_cargo)?;
    let problem = |error: std::io::Error| error.to_string();
    let stdout = outcome.stdout().map_err(problem)?;
    let target = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    for (name, file) in script::files(&outcome.out_dir()) {
        let link = target.join(name);
        fs::create_dir_all(link.parent().unwrap_or(&target)).map_err(problem)?;
        let _ = fs::remove_file(&link);
        symlink(file, link).map_err(problem)?;
    }
    Ok(stdout)
}

/// Check that Cargo gives the script what it got in Nix: package, features, platform, profile, and DEP_ variables.
/// Return these variables.
fn check_cargos_environment(run: &Value) -> Result<BTreeMap<String, String>, String> {
    let mut expected = BTreeMap::new();
    for (name, value) in run.get("env").fields() {
        expected.insert(name.clone(), value.text().to_string());
    }
    for link in run.get("links").list() {
        if let [name, place] = link.list() {
            let outcome = script::read(Path::new(place.text())).ok_or("a script of a dependency did not run in Nix")?;
            expected.extend(outcome.metadata(name.text()));
        }
    }
    let is_more = |name: &str| OF_CARGO.iter().any(|start| name.starts_with(start)) && !expected.contains_key(name);
    if let Some((name, _)) = env::vars_os().find(|(name, _)| name.to_str().is_some_and(is_more)) {
        return Err(format!("variable {} is new", name.to_string_lossy()));
    }
    match expected.iter().find(|(name, value)| env::var(name).as_ref() != Ok(*value)) {
        Some((name, value)) => Err(format!("variable {name} was {value}")),
        None => Ok(expected),
    }
}

/// Check that the script, as far as it may look, sees the variables of the shell and no others.
///
/// It may look at what it said (`rerun-if-env-changed`), and at each name that is a word in its program.
fn check_the_shells_environment(
    record: &Value,
    outcome: &Outcome,
    of_cargo: &BTreeMap<String, String>,
) -> Result<(), String> {
    let text = fs::read(record.get("environment").text()).map_err(|_| "no environment".to_string())?;
    let mut shells: BTreeMap<OsString, OsString> = BTreeMap::new();
    for line in text.split(|byte| *byte == 0) {
        if let Some((name, value)) = std::str::from_utf8(line).ok().and_then(|line| line.split_once('=')) {
            shells.insert(name.into(), value.into());
        }
    }
    let now: BTreeMap<OsString, OsString> = env::vars_os().collect();
    let names: BTreeSet<&OsString> = shells.keys().chain(now.keys()).collect();
    let changed = names.into_iter().filter(|name| shells.get(*name) != now.get(*name)).filter_map(|name| name.to_str());
    let counts = |name: &&str| !is_of_the_machine(name) && !of_cargo.contains_key(*name);
    let other: BTreeSet<&[u8]> = changed.filter(counts).map(str::as_bytes).collect();
    let declared = outcome.texts("rerun_if_env_changed");
    let program = fs::read(record.get("program").text()).map_err(|error| error.to_string())?;
    let is_letter = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    let mut words = declared.iter().map(String::as_bytes).chain(program.split(|byte| !is_letter(byte)));
    match words.find(|word| other.contains(word)) {
        Some(name) => Err(format!("variable {}", String::from_utf8_lossy(name))),
        None => Ok(()),
    }
}

fn is_of_the_machine(name: &str) -> bool {
    let starts = STARTS_OF_THE_MACHINE.iter().chain(&OF_CARGO);
    OF_THE_MACHINE.contains(&name) || starts.into_iter().any(|start| name.starts_with(start))
}
