//! ```
//! assert_eq!(loader_path::two(), 2);
//! ```
pub fn two() -> u32 {
    plain::one() + 1
}

#[test]
fn is_two() {
    assert_eq!(two(), 2);
}
