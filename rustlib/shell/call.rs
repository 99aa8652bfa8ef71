//! A command line of rustc, as Cargo writes it: what decides about the output, and what only names files.

/// A library that the call names with a path.
pub struct Extern {
    pub options: String,
    pub name: String,
    pub path: String,
}

/// What the end of the command line adds: rustflags, and the words of build scripts.
#[derive(Default)]
pub struct Tail {
    pub searches: Vec<String>,
    pub libraries: Vec<String>,
    pub cfgs: Vec<String>,
    pub link_args: Vec<String>,
    pub rest: Vec<String>,
}

/// A call: `head` are the words before the search paths that decide about the output, in Cargo's order.
#[derive(Default)]
pub struct Call {
    pub crate_name: String,
    pub source: String,
    pub out_dir: String,
    pub extra_filename: String,
    pub emit: Vec<String>,
    pub reports_artifacts: bool,
    pub head: Vec<String>,
    pub tail: Tail,
    pub externs: Vec<Extern>,
}

/// Flags whose value is the next word.
const WITH_VALUE: [&str; 17] = [
    "--crate-name",
    "--crate-type",
    "--cfg",
    "--check-cfg",
    "-C",
    "-L",
    "-l",
    "--extern",
    "--out-dir",
    "--target",
    "--cap-lints",
    "--emit",
    "-A",
    "-W",
    "-D",
    "-F",
    "-Z",
];
/// Flags that change only messages.
const MESSAGES: [&str; 5] = ["--error-format", "--color", "--diagnostic-width", "--check-cfg", "--cap-lints"];
/// Settings of `-C` that name files and programs. `linker` is the machine's choice.
const NAMES: [&str; 2] = ["metadata=", "linker="];

/// Return the call of `words`; null where a unit cannot answer it.
pub fn parse(words: &[&str]) -> Option<Call> {
    let mut call = Call::default();
    let mut after_searches = false;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word.starts_with('@') {
            return None; // a file with arguments
        }
        if !word.starts_with('-') {
            if !call.source.is_empty() {
                return None;
            }
            call.source = word.to_string();
            continue;
        }
        let (flag, value) = split(word, &mut words)?;
        match (flag, value) {
            ("-L", value) => {
                after_searches = true;
                if !value.starts_with("dependency=") {
                    call.tail.searches.push(value.to_string());
                }
            }
            ("--extern", value) => call.externs.extend(read_extern(value)),
            ("--out-dir", value) => call.out_dir = value.to_string(),
            ("--emit", value) => call.emit.extend(value.split(',').map(String::from)),
            ("--json", value) => call.reports_artifacts = value.split(',').any(|part| part == "artifacts"),
            ("-C", value) if value.starts_with("extra-filename=") => {
                call.extra_filename = value["extra-filename=".len()..].to_string();
            }
            ("-C", value) if NAMES.iter().any(|name| value.starts_with(name)) => {}
            (flag, _) if MESSAGES.contains(&flag) => {}
            (flag, value) => {
                if flag == "--crate-name" {
                    call.crate_name = value.to_string();
                }
                if !after_searches {
                    call.head.push(join(flag, value));
                } else {
                    call.tail.add(flag, value);
                }
            }
        }
    }
    let complete = !call.crate_name.is_empty() && !call.source.is_empty() && !call.out_dir.is_empty();
    (complete && !call.emit.is_empty()).then_some(call)
}

impl Tail {
    fn add(&mut self, flag: &str, value: &str) {
        match (flag, value.strip_prefix("link-arg=")) {
            ("-l", _) => self.libraries.push(value.to_string()),
            ("--cfg", _) => self.cfgs.push(value.to_string()),
            ("-C", Some(arg)) => self.link_args.push(arg.to_string()),
            _ => self.rest.push(join(flag, value)),
        }
    }
}

/// Return a flag and its value, which is in the word itself or in the next one; empty for a flag without a value.
fn split<'a>(word: &'a str, words: &mut std::slice::Iter<&'a str>) -> Option<(&'a str, &'a str)> {
    if WITH_VALUE.contains(&word) {
        return Some((word, words.next()?));
    }
    if let Some(pair) = word.split_once('=').filter(|_| word.starts_with("--")) {
        return Some(pair);
    }
    for flag in ["-C", "-L", "-l"] {
        if let Some(value) = word.strip_prefix(flag).filter(|value| !value.is_empty()) {
            return Some((flag, value));
        }
    }
    Some((word, ""))
}

fn join(flag: &str, value: &str) -> String {
    if value.is_empty() {
        flag.to_string()
    } else {
        format!("{flag} {value}")
    }
}

/// Return an extern with a path. One without is a library of the toolchain.
fn read_extern(value: &str) -> Option<Extern> {
    let (front, path) = value.split_once('=')?;
    let (options, name) = front.rsplit_once(':').unwrap_or(("", front));
    Some(Extern { options: options.to_string(), name: name.to_string(), path: path.to_string() })
}
