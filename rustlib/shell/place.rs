//! The files of an answered call: links to the unit's files under the names that Cargo expects.

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::call::Call;
use crate::entry::Unit;
use crate::metadata;
use crate::script;

/// Put the files of `unit` where the call has them, and report them as rustc does.
pub fn place(call: &Call, unit: &Unit) -> Result<(), String> {
    let emits = |name: &str| call.emit.iter().any(|known| known == name);
    let mut links = Vec::new();
    for file in &unit.files {
        let target = if unit.runner.is_empty() { unit.path.join(file) } else { PathBuf::from(&unit.runner) };
        if !target.exists() {
            return Err(format!("{} is missing", target.display()));
        }
        if emits("metadata") && file.ends_with(".rlib") {
            let file = file.replace(".rlib", ".rmeta");
            links.push((renamed(call, unit, &file), metadata::of_library(&unit.path, &file.replace(".rmeta", ".rlib"))?));
        }
        // A check gets the library too. rustc looks for a crate by its content, and takes any file of it: it would find
        // this metadata without a library when it links another build in the same directory.
        if emits("link") || file.ends_with(".rlib") {
            links.push((renamed(call, unit, file), target));
        }
    }
    if links.is_empty() {
        return Err("the unit has no metadata".to_string());
    }
    let problem = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    for (path, target) in &links {
        let _ = fs::remove_file(path);
        symlink(target, path).map_err(|error| problem(path, error))?;
    }
    let sources = Path::new(&call.out_dir).join(format!("{}{}.d", call.crate_name, call.extra_filename));
    let names: Vec<String> = links.iter().map(|(path, _)| format!("{}: {}\n", path.display(), call.source)).collect();
    fs::write(&sources, format!("{}\n{}:\n", names.join("\n"), call.source)).map_err(|error| problem(&sources, error))?;
    script::make_old();
    if call.reports_artifacts {
        report(&links, emits("link"));
    }
    Ok(())
}

/// Remove links that an earlier call left: rustc and linkers write through them.
pub fn clear(call: &Call) {
    let stem = format!("{}{}", call.crate_name, call.extra_filename);
    let names = ["", ".rlib", ".rmeta", ".so", ".a", ".dylib"].map(|end| {
        let start = if end.is_empty() { "" } else { "lib" };
        Path::new(&call.out_dir).join(format!("{start}{stem}{end}"))
    });
    for path in names.iter().filter(|path| path.is_symlink()) {
        let _ = fs::remove_file(path);
    }
}

/// Return the path of the unit's file `name` in the call: Cargo's hash in the place of the unit's identity.
fn renamed(call: &Call, unit: &Unit, name: &str) -> PathBuf {
    Path::new(&call.out_dir).join(name.replace(&format!("-{}", unit.identity), &call.extra_filename))
}

/// Tell Cargo of the files, the metadata first: with it the compilation of dependents starts.
fn report(links: &[(PathBuf, PathBuf)], with_libraries: bool) {
    let mut lines = String::new();
    for (path, _) in links.iter().filter(|(path, _)| with_libraries || !path.extension().is_some_and(|end| end == "rlib")) {
        let kind = if path.extension().is_some_and(|end| end == "rmeta") { "metadata" } else { "link" };
        let path = path.display().to_string().replace('\\', "\\\\").replace('"', "\\\"");
        lines += &format!("{{\"$message_type\":\"artifact\",\"artifact\":\"{path}\",\"emit\":\"{kind}\"}}\n");
    }
    let _ = std::io::stderr().write_all(lines.as_bytes());
}
