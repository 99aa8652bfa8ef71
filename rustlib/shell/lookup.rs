//! From a call to the unit that answers it: a file of the index, named after the text of the call.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::call::Call;
use crate::entry::{self, Unit};
use crate::files;
use crate::json;
use crate::metadata;
use crate::place;
use crate::variable;

/// Return the unit with the output that this call would have, or why no unit answers.
pub fn find(call: &Call) -> Result<Unit, String> {
    let forms = [&["dep-info", "link"][..], &["dep-info", "metadata"], &["dep-info", "metadata", "link"]];
    let mut emit: Vec<&str> = call.emit.iter().map(String::as_str).collect();
    emit.sort_by_key(|name| ["dep-info", "metadata", "link"].iter().position(|known| known == name));
    if !forms.contains(&&emit[..]) {
        return Err(format!("--emit={}", call.emit.join(",")));
    }
    let text = text_of(call)?;
    let index = PathBuf::from(env::var_os("CARGO_NIX_SHELL").unwrap_or_default());
    let content = fs::read_to_string(index.join("keys").join(hash(&text))).map_err(|_| "no unit".to_string())?;
    let file = json::parse(&content).ok_or("broken index")?;
    let mut reason = "no unit".to_string();
    for candidate in file.list() {
        if candidate.get("text").text() == text {
            match entry::check(call, candidate) {
                Ok(unit) => return Ok(unit),
                Err(problem) => reason = problem,
            }
        }
    }
    Err(reason)
}

/// Return the text that names a unit: the package, where it is from, the words of rustc, and the units that it links.
///
/// pylib/cargo_nix/shell/call_text.py writes the same text from the plan.
fn text_of(call: &Call) -> Result<String, String> {
    let mut lines = vec![variable("CARGO_PKG_NAME"), variable("CARGO_PKG_VERSION"), origin(call)?];
    lines.extend(call.head.iter().cloned());
    let mut externs = Vec::new();
    for library in &call.externs {
        let unit = unit_of(Path::new(&library.path)).ok_or_else(|| format!("`{}` was compiled here", library.name))?;
        externs.push(format!("extern {}:{}={unit}", library.options, library.name));
    }
    externs.sort();
    lines.extend(externs);
    Ok(lines.join("\n"))
}

/// Return where the package is from: a registry, by the name of Cargo's directory for it, or a path of the store.
fn origin(call: &Call) -> Result<String, String> {
    let unknown = || "the package is not from a registry or from git".to_string();
    let directory = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    if !Path::new(&call.source).starts_with(&directory) || directory.as_os_str().is_empty() {
        return Err(unknown());
    }
    let homes =
        [env::var_os("CARGO_HOME").map(PathBuf::from), env::var_os("HOME").map(|home| Path::new(&home).join(".cargo"))];
    let name = format!("{}-{}", variable("CARGO_PKG_NAME"), variable("CARGO_PKG_VERSION"));
    for home in homes.into_iter().flatten() {
        if let Ok(inner) = directory.strip_prefix(home.join("registry/src")) {
            let mut parts = inner.iter().map(|part| part.to_string_lossy());
            let (registry, package) = (parts.next().ok_or_else(unknown)?, parts.next().ok_or_else(unknown)?);
            return if package == name && parts.next().is_none() {
                Ok(format!("registry {registry}"))
            } else {
                Err(unknown())
            };
        }
    }
    let real = fs::canonicalize(&directory).map_err(|_| unknown())?;
    let inner = real.strip_prefix(entry::STORE).map_err(|_| unknown())?;
    Ok(format!("store {}", inner.display()))
}

/// Return the name of the unit whose file `path` is a link to; null for a file that was compiled here.
///
/// The metadata of a check is a copy, and the library beside it is the link. Another copy has a link of its own
/// (place.rs).
fn unit_of(path: &Path) -> Option<String> {
    if path.extension().is_some_and(|end| end == "rmeta") && !path.is_symlink() {
        let library = fs::read_link(path.with_extension("rlib")).ok()?;
        let metadata = metadata::of_library(library.parent()?, library.file_name()?.to_str()?).ok()?;
        let length = |path: &Path| fs::metadata(path).map(|data| data.len()).ok();
        return (length(path) == length(&metadata)).then(|| unit_of(&path.with_extension("rlib")))?;
    }
    let target = match fs::read_link(path) {
        Ok(target) => target,
        Err(_) => fs::read_link(place::mark_of(path)).ok().filter(|target| files::is_copy(target, path))?,
    };
    let in_unit = target.parent()?;
    let root = in_unit.parent()?;
    let known = root == Path::new(entry::STORE) || metadata::directory().is_some_and(|directory| root == directory);
    // The link may be older than a garbage collection.
    (known && target.exists()).then(|| in_unit.file_name()?.to_str().map(String::from))?
}

/// Return the 64-bit FNV-1a hash of `text` as hexadecimal digits.
fn hash(text: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
    format!("{hash:016x}")
}
