//! Counts words.

use std::collections::BTreeMap;

/// Returns how often each word is in `text`.
///
/// ```
/// let counts = words::count("a rose is a rose");
/// assert_eq!(counts["rose"], 2);
/// assert_eq!(counts["is"], 1);
/// ```
#[must_use]
pub fn count(text: &str) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for word in text.split_whitespace() {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn nothing_has_no_words() {
        assert!(count(" \n").is_empty());
    }

    #[test]
    fn words_end_at_any_space() {
        assert_eq!(count("one\tone\none")["one"], 3);
    }
}
