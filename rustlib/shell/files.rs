//! Files in `target` that come from the store: links, and copies with the time of the store.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{symlink, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Return the time of all files in the store. Cargo compiles again what is older than its dependencies.
pub fn store_time() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1)
}

/// Make `path` a link to `target`, in one step: another call may make the same link.
pub fn link(target: &Path, path: &Path) -> io::Result<()> {
    if fs::read_link(path).is_ok_and(|known| known == target) {
        return Ok(());
    }
    let new = unfinished(path);
    symlink(target, &new)?;
    fs::rename(new, path)
}

/// Make `path` a copy of `target` with the time of the store; of a link, an equal link. A compiler or a script outside
/// of the shell may write the copy.
pub fn copy(target: &Path, path: &Path) -> io::Result<()> {
    if let Ok(further) = fs::read_link(target) {
        return link(&further, path);
    }
    let new = unfinished(path);
    fs::copy(target, &new)?;
    let mode = fs::metadata(&new)?.permissions().mode();
    fs::set_permissions(&new, Permissions::from_mode(mode | 0o200))?;
    set_store_time(&new)?;
    fs::rename(new, path)
}

/// Return whether `path` is a copy of `target`, as `copy` made it.
pub fn is_copy(target: &Path, path: &Path) -> bool {
    let (Ok(expected), Ok(given)) = (fs::symlink_metadata(target), fs::symlink_metadata(path)) else { return false };
    if expected.is_symlink() {
        return given.is_symlink() && fs::read_link(path).ok() == fs::read_link(target).ok();
    }
    given.is_file() && given.len() == expected.len() && given.modified().is_ok_and(|time| time == store_time())
}

/// Give the file `path` the time of files in the store.
pub fn set_store_time(path: &Path) -> io::Result<()> {
    File::options().write(true).open(path)?.set_modified(store_time())
}

/// Return `path` with `end` after the name of the file.
pub fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(end);
    path.with_file_name(name)
}

fn unfinished(path: &Path) -> PathBuf {
    with_end(path, &format!(".{}.new", process::id()))
}
