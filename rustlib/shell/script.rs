//! The recorded run of a build script: `output.json` in its output, and the files of its OUT_DIR.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::json::{self, Value};

/// What a build script said when Nix ran it.
pub struct Outcome(Value);

/// Return the outcome in the run `place`; null if the run is not there.
pub fn read(place: &Path) -> Option<Outcome> {
    json::parse(&fs::read_to_string(place.join("output.json")).ok()?).map(Outcome)
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

    /// Return whether the script wrote among its sources.
    pub fn wrote_sources(&self) -> bool {
        !self.0.get("written").list().is_empty()
    }
}

fn pairs(list: &Value) -> Vec<(String, String)> {
    let text = |pair: &Value, at: usize| pair.list().get(at).map_or("", Value::text).to_string();
    list.list().iter().map(|pair| (text(pair, 0), text(pair, 1))).collect()
}

/// Compare the files of the call's OUT_DIR with the recorded files: equal names, and equal content.
pub fn same_out_dir(outcome: &Outcome) -> Result<(), String> {
    if outcome.wrote_sources() {
        return Err("the build script writes among its sources".to_string());
    }
    let given = env::var_os("OUT_DIR").map(PathBuf::from).ok_or("OUT_DIR is not set")?;
    let (given, expected) = (files(&given), files(&outcome.out_dir()));
    if !given.keys().eq(expected.keys()) {
        return Err("other files in OUT_DIR".to_string());
    }
    for (name, path) in &expected {
        if !same_file(&given[name], path) {
            return Err(format!("another {} in OUT_DIR", name.display()));
        }
    }
    Ok(())
}

fn same_file(given: &Path, recorded: &Path) -> bool {
    if fs::read_link(given).is_ok_and(|target| target == recorded) {
        return true;
    }
    let length = |path| fs::metadata(path).map(|data| data.len()).ok();
    length(given) == length(recorded) && fs::read(given).ok() == fs::read(recorded).ok()
}

/// Return the files below `root`, with all links, by their path from there.
pub fn files(root: &Path) -> BTreeMap<PathBuf, PathBuf> {
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
