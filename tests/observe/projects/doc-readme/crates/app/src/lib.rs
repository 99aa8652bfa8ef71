#![doc = include_str!("../../../README.md")]

/// The number.
#[doc = include_str!("../notes.md")]
pub fn number() -> i32 {
    3
}
