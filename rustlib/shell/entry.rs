//! An entry of the index: a unit, and what must hold for it to answer a call.

use std::env;
use std::path::{Path, PathBuf};

use crate::call::Call;
use crate::json::Value;
use crate::script::{self, Outcome};

/// The directory of store paths.
pub const STORE: &str = env!("CARGO_NIX_STORE");

/// A unit that answers a call: its output, its files, and the identity in their names.
pub struct Unit {
    pub path: PathBuf,
    pub files: Vec<String>,
    pub identity: String,
    /// The program to put in the place of a build script; empty for other units.
    pub runner: String,
    /// The variables that the crate reads while it is compiled.
    pub variables: Vec<String>,
}

/// Return the unit of `entry` if the call agrees with all that only a call has; else why it does not.
pub fn check(call: &Call, entry: &Value) -> Result<Unit, String> {
    let path = PathBuf::from(entry.get("unit").text());
    if !path.exists() {
        return Err("the unit is not built".to_string());
    }
    let own = own_run(entry)?;
    let mut linked = Vec::new();
    for places in entry.get("linked").list() {
        linked.push(linked_run(call, places).ok_or("a build script did not run in Nix")?);
    }
    check_tail(call, entry, own.as_ref(), &linked)?;
    check_variables(entry, own.as_ref())?;
    Ok(Unit {
        path,
        files: entry.get("files").texts(),
        identity: entry.get("identity").text().to_string(),
        runner: entry.get("runner").text().to_string(),
        variables: entry.get("variables").fields().iter().map(|(name, _)| name.clone()).collect(),
    })
}

/// Return the recorded run of the package's build script that answered Cargo's run; null for a package without script.
fn own_run(entry: &Value) -> Result<Option<Outcome>, String> {
    let places = entry.get("scripts").list();
    if places.is_empty() {
        return if env::var_os("OUT_DIR").is_some() { Err("OUT_DIR is set".to_string()) } else { Ok(None) };
    }
    let mut reason = "the build script did not run in Nix".to_string();
    for place in places {
        let Some(outcome) = script::read(Path::new(place.text())) else { continue };
        match script::check_run(&outcome) {
            Ok(()) => return Ok(Some(outcome)),
            Err(problem) => reason = problem,
        }
    }
    Err(reason)
}

/// Return the run of `places`, of equal scripts, with the search paths that the call has; else the first one.
fn linked_run(call: &Call, places: &Value) -> Option<Outcome> {
    let mut outcomes: Vec<Outcome> =
        places.list().iter().filter_map(|place| script::read(Path::new(place.text()))).collect();
    let is_named =
        |outcome: &Outcome| outcome.texts("library_paths").iter().all(|path| call.tail.searches.contains(path));
    let index = outcomes.iter().position(is_named).unwrap_or(0);
    (index < outcomes.len()).then(|| outcomes.swap_remove(index))
}

/// Compare the end of the command line: rustflags of the plan, and the words of the recorded build scripts.
fn check_tail(call: &Call, entry: &Value, own: Option<&Outcome>, linked: &[Outcome]) -> Result<(), String> {
    let tail = entry.get("tail");
    if call.tail.rest != tail.get("rest").texts() {
        return Err(format!("flags: {}", call.tail.rest.join(" ")));
    }
    let recorded = |name: &str| own.map_or_else(Vec::new, |outcome| outcome.texts(name));
    let mut searches = tail.get("searches").texts();
    linked.iter().for_each(|outcome| searches.extend(outcome.texts("library_paths")));
    let mut libraries = tail.get("libraries").texts();
    if entry.get("passLinks").is_true() {
        libraries.extend(recorded("library_links"));
    }
    let mut cfgs = tail.get("cfgs").texts();
    cfgs.extend(recorded("cfgs"));
    let mut link_args = tail.get("linkArgs").texts();
    link_args.extend(own.map_or_else(Vec::new, Outcome::link_args_for_all));
    same("search paths", &call.tail.searches, searches)?;
    same("libraries", &call.tail.libraries, libraries)?;
    same("cfg", &call.tail.cfgs, cfgs)?;
    same("link arguments", &call.tail.link_args, link_args)
}

fn same(what: &str, given: &[String], mut expected: Vec<String>) -> Result<(), String> {
    let mut given = given.to_vec();
    given.sort();
    given.dedup();
    expected.sort();
    expected.dedup();
    if given == expected {
        Ok(())
    } else {
        Err(format!("{what}: {}", given.join(" ")))
    }
}

/// Compare the variables that the crate reads while it is compiled, and those that its build script set.
fn check_variables(entry: &Value, own: Option<&Outcome>) -> Result<(), String> {
    let set = own.map_or_else(Vec::new, Outcome::variables);
    for (name, value) in &set {
        if env::var(name).as_ref() != Ok(value) {
            return Err(format!("variable {name}"));
        }
    }
    for (name, value) in entry.get("variables").fields() {
        let expected = if let Value::Text(text) = value { Some(text.as_str()) } else { None };
        let is_set = set.iter().any(|(known, _)| known == name);
        if !is_set && env::var_os(name).as_deref() != expected.map(std::ffi::OsStr::new) {
            return Err(format!("variable {name}"));
        }
    }
    Ok(())
}
