//! The recorded run of a build script: `output.json` in its output, and the files of its OUT_DIR.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::files::{self, is_copy};
use crate::json::{self, Value};

/// What a build script said when Nix ran it, and the file that has it.
pub struct Outcome(Value, PathBuf);

/// Return the outcome in the run `place`; null if the run is not there.
pub fn read(place: &Path) -> Option<Outcome> {
    let file = place.join("output.json");
    Some(Outcome(json::parse(&fs::read_to_string(&file).ok()?)?, file))
}

impl Outcome {
    /// Return the strings of the list `name`.
    pub fn texts(&self, name: &str) -> Vec<String> {
        self.0.get(name).texts()
    }

    /// Return the variables that the script sets for rustc.
    pub fn variables(&self) -> Vec<(String, String)> {
        pairs(self.0.get("env"))
    }

    /// Return the variables `DEP_<name>_…` that dependents' scripts see.
    pub fn metadata(&self, name: &str) -> Vec<(String, String)> {
        let variable = |key: &str| format!("DEP_{name}_{}", key.to_uppercase().replace('-', "_"));
        pairs(self.0.get("metadata")).into_iter().map(|(key, value)| (variable(&key), value)).collect()
    }

    /// Return the link arguments for each target of the package.
    pub fn link_args_for_all(&self) -> Vec<String> {
        pairs(self.0.get("linker_args")).into_iter().filter(|(kind, _)| kind == "all").map(|(_, arg)| arg).collect()
    }

    /// Return the OUT_DIR of the run.
    pub fn out_dir(&self) -> PathBuf {
        PathBuf::from(self.0.get("out_dir").text())
    }

    /// Return what the script printed, with one old file in the place of the files that start it again: a crate of a
    /// registry or of git does not change.
    pub fn stdout(&self) -> std::io::Result<Vec<u8>> {
        let mut replaced = Vec::new();
        let mut is_first = true;
        for line in fs::read(self.out_dir().with_file_name("output"))?.split_inclusive(|byte| *byte == b'\n') {
            if !line.trim_ascii_start().starts_with(b"cargo:rerun-if-changed=")
                && !line.trim_ascii_start().starts_with(b"cargo::rerun-if-changed=")
            {
                replaced.extend_from_slice(line);
            } else if std::mem::take(&mut is_first) {
                replaced.extend_from_slice(format!("cargo:rerun-if-changed={}\n", self.1.display()).as_bytes());
            }
        }
        Ok(replaced)
    }

    /// Return whether the script wrote among its sources.
    pub fn wrote_sources(&self) -> bool {
        !self.0.get("written").list().is_empty()
    }
}

fn pairs(list: &Value) -> Vec<(String, String)> {
    let text = |pair: &Value, at: usize| pair.list().get(at).map_or("", Value::text).to_string();
    list.list().iter().map(|pair| (text(pair, 0), text(pair, 1))).collect()
}

/// Check that Cargo's run of the script was answered with this outcome: what it printed, and the files of its OUT_DIR.
pub fn check_run(outcome: &Outcome) -> Result<(), String> {
    let given = env::var_os("OUT_DIR").map(PathBuf::from).ok_or("OUT_DIR is not set")?;
    if fs::read(given.with_file_name("output")).ok() != outcome.stdout().ok() {
        return Err("the build script ran here".to_string());
    }
    let (given, expected) = (files_below(&given), files_below(&outcome.out_dir()));
    if !given.keys().eq(expected.keys()) {
        return Err("other files in OUT_DIR".to_string());
    }
    match expected.iter().find(|(name, path)| !is_copy(path, &given[*name])) {
        Some((name, _)) => Err(format!("another {} in OUT_DIR", name.display())),
        None => Ok(()),
    }
}

/// Give the answer of Cargo's run the time of files in the store: Cargo compiles again what is older than the run.
pub fn make_old() {
    let Some(output) = env::var_os("OUT_DIR").map(|path| Path::new(&path).with_file_name("output")) else { return };
    let _ = files::set_store_time(&output);
}

/// Return the files below `root`, with all links, by their path from there.
pub fn files_below(root: &Path) -> BTreeMap<PathBuf, PathBuf> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![root.to_path_buf()];
    while let Some(directory) = waiting.pop() {
        for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(path);
            } else if let Ok(name) = path.strip_prefix(root) {
                found.insert(name.to_path_buf(), path.clone());
            }
        }
    }
    found
}
