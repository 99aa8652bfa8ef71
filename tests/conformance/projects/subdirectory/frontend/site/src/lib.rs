//! ```
//! assert_eq!(site::one(), 1);
//! ```

/// One.
pub fn one() -> u32 {
    1
}
