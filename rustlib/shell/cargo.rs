//! The `cargo` of the dev shell: it chooses CARGO_HOME and starts the toolchain's cargo.
//!
//! In the shell's CARGO_HOME, directories of Nix replace git repositories and other registries, so locked crates need no
//! network. Cargo does not compare the revision of such a crate with Cargo.lock, and cannot look for another one. So
//! commands that resolve, and a workspace that needs other crates, get a CARGO_HOME without replaced sources
//! (pylib/cargo_nix/shell/enter_shell.py).

use std::collections::BTreeSet;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::UNIX_EPOCH;

/// The program that this one stands in for.
const CARGO: &str = env!("CARGO_NIX_CARGO");
/// Options of `cargo` itself whose value is the next word.
const WITH_VALUE: [&str; 5] = ["-C", "-Z", "--config", "--color", "--explain"];
/// Commands that look for versions. Cargo's own aliases are words of their own.
const RESOLVING: [&str; 13] = [
    "add",
    "edit",
    "generate-lockfile",
    "install",
    "outdated",
    "remove",
    "rm",
    "search",
    "set-version",
    "update",
    "upgrade",
    "vendor",
    "info",
];

/// Start the toolchain's cargo with `words`; return an exit code if that is not possible.
pub fn main(words: &[OsString]) -> i32 {
    let mut command = Command::new(CARGO);
    if let Some(home) = own_home(words) {
        command.env("CARGO_HOME", home);
    }
    let error = command.args(words).exec();
    eprintln!("{CARGO}: {error}");
    127
}

/// Return the CARGO_HOME without replaced sources if the call needs one.
fn own_home(words: &[OsString]) -> Option<OsString> {
    let (home, own) = (env::var_os("CARGO_HOME")?, env::var_os("CARGO_NIX_OWN_HOME")?);
    let mut expected = home.clone();
    expected.push("-own");
    if own != expected {
        return None; // the user's own CARGO_HOME, or a shell in a shell
    }
    let words: Vec<&str> = words.iter().take_while(|word| *word != "--").filter_map(|word| word.to_str()).collect();
    let is_resolving = command_of(&words).is_some_and(|command| RESOLVING.contains(&command));
    (is_resolving || !fits(Path::new(&home), &words).unwrap_or(false)).then_some(own)
}

/// Return the subcommand: the first word that is no option, no value of an option and no toolchain.
fn command_of<'a>(words: &[&'a str]) -> Option<&'a str> {
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if WITH_VALUE.contains(word) {
            words.next();
        } else if !word.starts_with(['-', '+']) {
            return Some(word);
        }
    }
    None
}

/// Return whether the replaced sources have what the workspace of the call needs; null if there is no lock file.
fn fits(home: &Path, words: &[&str]) -> Option<bool> {
    let replaced = fs::read_to_string(env::var_os("CARGO_NIX_REPLACED")?).ok()?;
    let root = fs::canonicalize(env::var_os("CARGO_NIX_ROOT")?).ok()?;
    let start = fs::canonicalize(start_of(words)?).ok()?;
    if start.ancestors().find(|directory| directory.join("Cargo.lock").exists())? != root {
        return Some(false);
    }
    let lock = fs::read_to_string(root.join("Cargo.lock")).ok()?;
    let crates: BTreeSet<&str> = replaced.lines().filter_map(|line| line.strip_prefix("crate ")).collect();
    let source_of = |line: &str| line.rsplit(' ').next().and_then(|source| source.split('#').next()).map(String::from);
    let sources: BTreeSet<Option<String>> = crates.iter().map(|line| source_of(line)).collect();
    let mut locked = lock.split("[[package]]").filter_map(locked_crate);
    if locked.any(|line| sources.contains(&source_of(&line)) && !crates.contains(line.as_str())) {
        return Some(false);
    }
    // Manifests may need what the lock file does not have yet.
    let manifests = replaced.lines().filter_map(|line| line.strip_prefix("manifest "));
    let state: Vec<String> =
        ["Cargo.lock"].into_iter().chain(manifests).map(|path| state_of(&root.join(path))).collect();
    let (state, file) = (state.join("\n"), home.join("resolved"));
    if fs::read_to_string(&file).is_ok_and(|known| known == state) {
        return Some(true);
    }
    let is_resolved = resolves(&root, &["--offline"]) || resolves(&root, &[]);
    if is_resolved {
        let _ = fs::write(file, state);
    }
    Some(is_resolved)
}

/// Return the directory in which Cargo looks for the workspace.
fn start_of(words: &[&str]) -> Option<PathBuf> {
    let value = |name: &str| {
        let at = words.iter().position(|word| *word == name || word.starts_with(&format!("{name}=")))?;
        words[at].split_once('=').map_or_else(|| words.get(at + 1).copied(), |(_, value)| Some(value))
    };
    let mut start = env::current_dir().ok()?;
    if words.first() == Some(&"-C") {
        start.push(value("-C")?);
    }
    if let Some(manifest) = value("--manifest-path") {
        start.push(manifest);
        start.pop();
    }
    Some(start)
}

/// Return `NAME VERSION SOURCE` of a package in Cargo.lock; null for members.
fn locked_crate(package: &str) -> Option<String> {
    let field = |name: &str| package.lines().find_map(|line| line.strip_prefix(name)?.strip_suffix('"'));
    Some(format!("{} {} {}", field("name = \"")?, field("version = \"")?, field("source = \"")?))
}

/// Return a text that changes with the file `path`.
fn state_of(path: &Path) -> String {
    let data = fs::metadata(path).ok();
    let time = data.as_ref().and_then(|data| data.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    format!("{} {:?} {:?}", path.display(), data.map(|data| data.len()), time.map(|time| time.as_nanos()))
}

/// Return whether Cargo resolves the workspace at `root` with the replaced sources. Nothing is written.
fn resolves(root: &Path, options: &[&str]) -> bool {
    let words = ["update", "--workspace", "--dry-run", "--quiet"].iter().chain(options).map(OsStr::new);
    let command =
        Command::new(CARGO).args(words).current_dir(root).stdout(Stdio::null()).stderr(Stdio::null()).status();
    command.is_ok_and(|status| status.success())
}
