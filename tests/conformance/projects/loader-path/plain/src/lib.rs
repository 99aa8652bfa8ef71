//! ```
//! assert_eq!(plain::one(), 1);
//! ```
pub fn one() -> u32 {
    1
}
