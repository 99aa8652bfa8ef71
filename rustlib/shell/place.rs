//! The files of an answered call: links to the unit's files under the names that Cargo expects.
//!
//! Outside of the shell, rustc and linkers write to the path of an output, also through a link. Cargo removes an output
//! before only if the call has metadata, so other outputs are copies.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::call::Call;
use crate::entry::Unit;
use crate::files;
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
            links.push((
                renamed(call, unit, &file),
                metadata::of_library(&unit.path, &file.replace(".rmeta", ".rlib"))?,
            ));
        }
        // The library of a check tells which unit the metadata is of (lookup.rs).
        if emits("link") || file.ends_with(".rlib") {
            links.push((renamed(call, unit, file), target));
        }
    }
    if links.is_empty() {
        return Err("the unit has no metadata".to_string());
    }
    let problem = |path: &Path, error: io::Error| format!("{}: {error}", path.display());
    for (path, target) in &links {
        // Of a check, Cargo sets the time of the metadata to the time of the build, also through a link.
        let is_touched = !emits("link") && path.extension().is_some_and(|end| end == "rmeta");
        let done = if is_touched {
            files::copy(target, path)
        } else if emits("metadata") {
            files::link(target, path)
        } else {
            files::copy(target, path).and_then(|()| files::link(target, &mark_of(path)))
        };
        done.map_err(|error| problem(path, error))?;
    }
    let sources = Path::new(&call.out_dir).join(format!("{}{}.d", call.crate_name, call.extra_filename));
    fs::write(&sources, dependencies(call, unit, &links)).map_err(|error| problem(&sources, error))?;
    link_under_own_names(call, unit).map_err(|error| problem(&unit.path, error))?;
    script::make_old();
    if call.reports_artifacts {
        report(&links, emits("link"));
    }
    Ok(())
}

/// Return the path of a link beside the copy `path`. The link's target is the file of the unit.
pub fn mark_of(path: &Path) -> PathBuf {
    files::with_end(path, ".unit")
}

/// Return the text of rustc's file of dependencies: the source, and the variables that the crate reads. The unit's files
/// are dependencies too: after a garbage collection, Cargo makes the call again.
fn dependencies(call: &Call, unit: &Unit, links: &[(PathBuf, PathBuf)]) -> String {
    let escaped = |path: &str| path.replace(' ', "\\ ");
    let source = escaped(&call.source);
    let mut text = String::new();
    for (path, target) in links {
        text += &format!("{}: {source} {}\n\n", path.display(), escaped(&target.display().to_string()));
    }
    text += &format!("{source}:\n");
    // rustc does not write this variable.
    for name in unit.variables.iter().filter(|name| *name != "RUSTC_BOOTSTRAP") {
        let value = env::var(name)
            .map(|value| format!("={}", value.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")));
        text += &format!("\n# env-dep:{name}{}", value.unwrap_or_default());
    }
    text + "\n"
}

/// Link the library and its metadata under the unit's own names too. rustc looks for an indirect library under the name
/// that was recorded first, and then takes any file with the same content: metadata of a check, for example.
fn link_under_own_names(call: &Call, unit: &Unit) -> io::Result<()> {
    for file in unit.files.iter().filter(|file| file.ends_with(".rlib")) {
        let metadata = metadata::of_library(&unit.path, file).map_err(io::Error::other)?;
        for target in [unit.path.join(file), metadata] {
            let path = Path::new(&call.out_dir).join(target.file_name().unwrap_or_default());
            files::link(&target, &path)?;
        }
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
    for path in names.iter().map(|path| mark_of(path)) {
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
    for (path, _) in
        links.iter().filter(|(path, _)| with_libraries || !path.extension().is_some_and(|end| end == "rlib"))
    {
        let kind = if path.extension().is_some_and(|end| end == "rmeta") { "metadata" } else { "link" };
        let path = path.display().to_string().replace('\\', "\\\\").replace('"', "\\\"");
        lines += &format!("{{\"$message_type\":\"artifact\",\"artifact\":\"{path}\",\"emit\":\"{kind}\"}}\n");
    }
    let _ = io::stderr().write_all(lines.as_bytes());
}
