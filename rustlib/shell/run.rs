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
const OF_THE_MACHINE: [&str; 24] = [
    "PATH", "HOME", "TMPDIR", "TMP", "TEMP", "TEMPDIR", "TERM", "PWD", "OLDPWD", "SHLVL", "USER", "LOGNAME", "SHELL",
    "LANG", "NUM_JOBS", "RUSTC", "RUSTDOC", "RUSTC_LINKER", "RUST_BACKTRACE", "OUT_DIR", "SOURCE_DATE_EPOCH",
    "LD_LIBRARY_PATH", "COLORTERM", "SSL_CERT_FILE",
];
const STARTS_OF_THE_MACHINE: [&str; 3] = ["CARGO", "LC_", "XDG_"];

/// Run the script whose path is the first of `words`; return its exit code.
pub fn main(words: &[OsString]) -> i32 {
    let Some(path) = words.first() else { return 2 };
    let record = fs::read_to_string(path).ok().and_then(|text| json::parse(text.split_once('\n')?.1));
    let Some(record) = record else {
        eprintln!("cargo-nix: {} is not a record of a build script", Path::new(path).display());
        return 2;
    };
    for run in record.get("runs").list() {
        if let Some(stdout) = answer(&record, run) {
            log("answered");
            return i32::from(std::io::stdout().write_all(&stdout).is_err());
        }
    }
    log("run");
    let program = record.get("program").text();
    let error = Command::new(program).args(&words[1..]).exec();
    eprintln!("{program}: {error}");
    127
}

fn log(what: &str) {
    let Some(path) = env::var_os("CARGO_NIX_LOG") else { return };
    let line = format!("script-{what} {} {}\n", crate::variable("CARGO_PKG_NAME"), crate::variable("CARGO_PKG_VERSION"));
    if let Ok(mut file) = fs::OpenOptions::new().create(true).append(true).open(path) {
        let _ = file.write_all(line.as_bytes());
    }
}

/// Return what the recorded run printed, with its files in OUT_DIR, if it saw the environment of now.
fn answer(record: &Value, run: &Value) -> Option<Vec<u8>> {
    let place = Path::new(run.get("out").text());
    let outcome = script::read(place)?;
    if outcome.wrote_sources() || !is_cargos_environment(run)? || !is_the_shells_environment(record, &outcome)? {
        return None;
    }
    let stdout = fs::read(outcome.out_dir().with_file_name("output")).ok()?;
    let target = PathBuf::from(env::var_os("OUT_DIR")?);
    for (name, file) in script::files(&outcome.out_dir()) {
        let link = target.join(name);
        fs::create_dir_all(link.parent()?).ok()?;
        let _ = fs::remove_file(&link);
        symlink(file, link).ok()?;
    }
    Some(stdout)
}

/// Whether Cargo gives the script what it got in Nix: package, features, platform, profile, and DEP_ variables.
fn is_cargos_environment(run: &Value) -> Option<bool> {
    let mut expected: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in run.get("env").fields() {
        expected.insert(name.clone(), value.text().to_string());
    }
    for link in run.get("links").list() {
        let outcome = script::read(Path::new(link.list().get(1)?.text()))?;
        expected.extend(outcome.metadata(link.list().first()?.text()));
    }
    let is_known = |name: &str| expected.contains_key(name) || !OF_CARGO.iter().any(|start| name.starts_with(start));
    let nothing_more = env::vars_os().all(|(name, _)| name.to_str().map_or(true, is_known));
    Some(nothing_more && expected.iter().all(|(name, value)| env::var(name).as_ref() == Ok(value)))
}

/// Whether the script, as far as it may look, sees the variables of the shell and no others.
///
/// It may look at what it said (`rerun-if-env-changed`), and at each name that is a word in its program.
fn is_the_shells_environment(record: &Value, outcome: &Outcome) -> Option<bool> {
    let text = fs::read(record.get("environment").text()).ok()?;
    let mut names: BTreeMap<OsString, OsString> = BTreeMap::new();
    for line in text.split(|byte| *byte == 0) {
        if let Some((name, value)) = std::str::from_utf8(line).ok().and_then(|line| line.split_once('=')) {
            names.insert(name.into(), value.into());
        }
    }
    let now: BTreeMap<OsString, OsString> = env::vars_os().collect();
    let all: BTreeSet<&OsString> = names.keys().chain(now.keys()).collect();
    let mut other: BTreeSet<&[u8]> = BTreeSet::new();
    for name in all.into_iter().filter(|name| names.get(*name) != now.get(*name)) {
        let name = name.to_str()?;
        let by_machine = STARTS_OF_THE_MACHINE.iter().any(|start| name.starts_with(start));
        if !by_machine && !OF_THE_MACHINE.contains(&name) && !OF_CARGO.iter().any(|start| name.starts_with(start)) {
            other.insert(name.as_bytes());
        }
    }
    if outcome.texts("rerun_if_env_changed").iter().any(|name| other.contains(name.as_bytes())) {
        return Some(false);
    }
    let program = fs::read(record.get("program").text()).ok()?;
    let is_letter = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    Some(!program.split(|byte| !is_letter(byte)).any(|word| other.contains(word)))
}
