//! What is sold.

/// Return the price of a good.
///
/// ```
/// assert_eq!(goods::price("nut"), Some(2));
/// ```
pub fn price(name: &str) -> Option<u32> {
    match name {
        "nut" => return Some(2),
        "bolt" => return Some(3),
        _ => return None,
    }
}

/// Whether the crate was compiled for tests: only development dependencies
/// ask for it.
pub const fn is_testing() -> bool {
    cfg!(feature = "testing")
}

#[cfg(test)]
mod tests {
    #[test]
    fn has_prices() {
        assert_eq!(super::price("bolt"), Some(3));
    }

    #[test]
    fn knows_what_it_has_not() {
        assert_eq!(super::price("ship"), None);
    }
}
