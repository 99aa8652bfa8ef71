//! The environment of a build script beside that of its recorded run.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use crate::elf;
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
/// Values of RUSTC_WRAPPER that call rustc as it is: a script that asks rustc gets the same answers.
const TRANSPARENT_WRAPPERS: [&str; 4] = ["sccache", "cachepot", "kache", "rust-analyzer"];

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
/// It may look at what it said (`rerun-if-env-changed`), and at each name in its program.
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
    let is_transparent = now.get(OsStr::new("RUSTC_WRAPPER")).is_some_and(|wrapper| is_transparent(wrapper));
    let counts = |name: &&str| {
        !is_of_the_machine(name) && !of_cargo.contains_key(*name) && !(is_transparent && *name == "RUSTC_WRAPPER")
    };
    let other: BTreeSet<&[u8]> = changed.filter(counts).map(str::as_bytes).collect();
    let Some(shortest) = other.iter().map(|name| name.len()).min() else { return Ok(()) };
    let declared = outcome.texts("rerun_if_env_changed");
    let program = Path::new(record.get("program").text());
    let parts = elf::parts_in_memory(program).map_err(|error| format!("{}: {error}", program.display()))?;
    let is_letter = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    // A program has millions of words, most of them without a letter.
    let words = parts.iter().flat_map(|part| part.split(|byte| !is_letter(byte)));
    let mut words = words.filter(|word| word.len() >= shortest);
    let name = declared.iter().map(String::as_bytes).find(|name| other.contains(name));
    match name.or_else(|| words.find_map(|word| other.iter().copied().find(|name| contains(word, name)))) {
        Some(name) => Err(format!("variable {}", String::from_utf8_lossy(name))),
        None => Ok(()),
    }
}

/// Return whether `word` of a program has the text `name`, but not in a longer name such as `CARGO_PKG_NAME`. Texts of a
/// program follow each other without a mark between them, so short names are in many words by chance.
fn contains(word: &[u8], name: &[u8]) -> bool {
    const SHORT: usize = 3;
    if name.len() <= SHORT || word.len() <= name.len() {
        return word == name;
    }
    let is_joined = |at: Option<usize>| at.and_then(|at| word.get(at)) == Some(&b'_');
    word.windows(name.len())
        .enumerate()
        .any(|(at, part)| part == name && !is_joined(at.checked_sub(1)) && !is_joined(Some(at + name.len())))
}

/// Return whether the wrapper of rustc at `path` is known; `.NAME-wrapped` is a program of nixpkgs.
fn is_transparent(path: &OsStr) -> bool {
    let name = Path::new(path).file_name().and_then(OsStr::to_str).unwrap_or_default();
    let name = name.strip_prefix('.').and_then(|name| name.strip_suffix("-wrapped")).unwrap_or(name);
    TRANSPARENT_WRAPPERS.contains(&name)
}

fn is_of_the_machine(name: &str) -> bool {
    let starts = STARTS_OF_THE_MACHINE.iter().chain(&OF_CARGO);
    OF_THE_MACHINE.contains(&name) || starts.into_iter().any(|start| name.starts_with(start))
}
