//! The environment of a build script beside that of its recorded run.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::json::Value;
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

/// Check that Cargo gives the script what it got in Nix: package, features, platform, profile, and DEP_ variables.
/// Return these variables.
pub fn check_cargos(run: &Value) -> Result<BTreeMap<String, String>, String> {
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
pub fn check_the_shells(record: &Value, outcome: &Outcome, of_cargo: &BTreeMap<String, String>) -> Result<(), String> {
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
