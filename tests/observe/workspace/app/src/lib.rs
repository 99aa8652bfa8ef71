//! Reads a text, its build script's count and what a macro reads.
//!
//! ```
//! assert!(std::fs::read_to_string("notes.txt").unwrap().starts_with("note"));
//! ```

mod inner;

pub const TEXT: &str = include_str!("text.txt");
pub const COUNT: usize = include!(concat!(env!("OUT_DIR"), "/count.rs"));
pub const GREETING: &str = inner::GREETING;

shared::checked!(positive);
