//! Answers before compilation. Cargo runs as many calls at once as the machine has processors. An answer takes
//! milliseconds, and a member's compilation seconds, so on few processors members would keep answers waiting, and with
//! them the members above the answers. A call that compiles gives its place to answers first.
//!
//! The place is a token of the jobserver (GNU make's manual, "POSIX Jobserver Interaction"): a byte in a pipe. Cargo takes
//! the byte if it has more calls, and the call takes a byte back that nobody wants.

use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// The file whose time is that of the last answer.
const LAST_ANSWER: &str = ".cargo-nix-answer";
/// Answers follow each other faster than this.
const RECENT: Duration = Duration::from_secs(1);
/// Cargo starts the next call faster than this.
const PAUSE: Duration = Duration::from_millis(3);
/// A call without its token after this time runs all the same: a build script may have lost tokens.
const LIMIT: Duration = Duration::from_secs(10);
/// The number of calls that wait at once.
const PLACES: usize = 4;
const NON_BLOCKING: i32 = 0o4000;

/// Record an answer with files in `out_dir`.
pub fn record_answer(out_dir: &str) {
    let _ = File::create(Path::new(out_dir).join(LAST_ANSWER));
}

/// Wait while Cargo has answers to start, if the last answer in `out_dir` is recent.
pub fn let_answers_pass(out_dir: &str) {
    let out_dir = Path::new(out_dir);
    if !is_younger(&out_dir.join(LAST_ANSWER), RECENT) {
        return;
    }
    let Some((mut reader, mut writer)) = jobserver() else { return };
    let Some(place) = take_place(out_dir) else { return };
    let mut take = |pause| {
        thread::sleep(pause);
        let mut token = [0];
        reader.read(&mut token).is_ok_and(|count| count == 1).then_some(token)
    };
    if writer.write_all(b"+").is_ok() {
        let start = Instant::now();
        while start.elapsed() < LIMIT {
            // A token may be on its way from one answer to the next one, so the second reading counts.
            let Some(token) = take(PAUSE) else { continue };
            if writer.write_all(&token).is_err() || take(PAUSE).is_some() {
                break;
            }
        }
    }
    let _ = fs::remove_file(place);
}

fn is_younger(path: &Path, age: Duration) -> bool {
    let time = fs::metadata(path).and_then(|data| data.modified()).ok();
    time.and_then(|time| time.elapsed().ok()).is_some_and(|elapsed| elapsed < age)
}

/// Return a file that stands for one of the calls that wait; null if there are enough.
fn take_place(out_dir: &Path) -> Option<PathBuf> {
    (0..PLACES).map(|number| out_dir.join(format!(".cargo-nix-waits-{number}"))).find(|path| {
        // The file of a call that was stopped stays.
        if path.exists() && !is_younger(path, LIMIT * 2) {
            let _ = fs::remove_file(path);
        }
        File::create_new(path).is_ok()
    })
}

/// Return both ends of the jobserver's pipe. They are opened again: other processes need ends that block.
fn jobserver() -> Option<(File, File)> {
    let flags = env::var("CARGO_MAKEFLAGS").or_else(|_| env::var("MAKEFLAGS")).ok()?;
    let place = flags.split(' ').find_map(|flag| flag.strip_prefix("--jobserver-auth="))?;
    let (reader, writer) = match place.strip_prefix("fifo:") {
        Some(path) => (path.to_string(), path.to_string()),
        None => place.split_once(',').map(|(reader, writer)| (descriptor(reader), descriptor(writer)))?,
    };
    let is_pipe = |path: &String| fs::metadata(path).is_ok_and(|data| data.file_type().is_fifo());
    if !is_pipe(&reader) || !is_pipe(&writer) {
        return None;
    }
    let reader = OpenOptions::new().read(true).custom_flags(NON_BLOCKING).open(reader).ok()?;
    let writer = OpenOptions::new().write(true).custom_flags(NON_BLOCKING).open(writer).ok()?;
    Some((reader, writer))
}

fn descriptor(number: &str) -> String {
    format!("/proc/self/fd/{number}")
}
