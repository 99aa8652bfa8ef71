//! Helps the tests of [`shop`], which it depends on.

/// Return what `shop` takes for two of each.
pub fn two_of_each() -> u32 {
    shop::total(&["nut", "bolt", "nut", "bolt"])
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_never_run() {
        panic!("test = false");
    }
}
