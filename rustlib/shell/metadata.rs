//! The metadata of a library. Units keep only the rlib, and the metadata is in its first member: a section of an ELF
//! object. It is taken out once per unit, into a directory of the user's cache.

use std::env;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process;

use crate::elf;
use crate::files;

/// Return the directory with a folder for each unit: its metadata, under the name of the unit's store path.
pub fn directory() -> Option<PathBuf> {
    env::var_os("CARGO_NIX_METADATA").map(PathBuf::from)
}

/// Return the file with the metadata of the library `rlib` of the unit `unit`; it is made if it does not exist.
pub fn of_library(unit: &Path, rlib: &str) -> Result<PathBuf, String> {
    let folder = directory().ok_or("CARGO_NIX_METADATA is not set")?.join(unit.file_name().unwrap_or_default());
    let file = folder.join(rlib.strip_suffix(".rlib").unwrap_or(rlib).to_string() + ".rmeta");
    if file.exists() {
        return Ok(file);
    }
    let content = take_out(&unit.join(rlib)).ok_or("the library has no metadata")?;
    let unfinished = folder.join(format!("{}.new", process::id()));
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&unfinished, content))
        .and_then(|()| files::set_store_time(&unfinished))
        .and_then(|()| fs::rename(&unfinished, &file))
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(file)
}

/// Return the metadata of the archive `rlib`; null if it is not where rustc puts it.
fn take_out(rlib: &Path) -> Option<Vec<u8>> {
    const HEADER: usize = 60;
    let mut file = File::open(rlib).ok()?;
    let mut magic = [0; 8];
    file.read_exact(&mut magic).ok()?;
    let mut names = Vec::new();
    loop {
        let mut header = [0; HEADER];
        file.read_exact(&mut header).ok()?;
        let size: usize = std::str::from_utf8(&header[48..58]).ok()?.trim().parse().ok()?;
        let name = std::str::from_utf8(&header[..16]).ok()?.trim();
        let is_table = name == "//";
        if is_table || full_name(name, &names).is_some_and(|name| name == "lib.rmeta") {
            let mut member = vec![0; size];
            file.read_exact(&mut member).ok()?;
            if !is_table {
                return section(&member).filter(|content| content.starts_with(b"rust")).map(<[u8]>::to_vec);
            }
            names = member;
            file.seek(SeekFrom::Current((size % 2) as i64)).ok()?;
        } else {
            file.seek(SeekFrom::Current((size + size % 2) as i64)).ok()?;
        }
    }
}

/// Return the name of an archive's member: `name/`, or `/` and a place in the table of long names.
fn full_name<'a>(name: &'a str, table: &'a [u8]) -> Option<&'a str> {
    let Some(place) = name.strip_prefix('/').filter(|place| !place.is_empty()) else {
        return name.strip_suffix('/');
    };
    let rest = table.get(place.parse().ok()?..)?;
    std::str::from_utf8(rest.split(|byte| *byte == b'\n').next()?).ok()?.strip_suffix('/')
}

/// Return the metadata in an object.
fn section(object: &[u8]) -> Option<&[u8]> {
    if object.starts_with(b"rust") {
        return Some(object); // platforms without object files
    }
    elf::section(object, ".rmeta")
}
