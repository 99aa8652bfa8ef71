//! A macro with a text to format: rustc looks for it here when another package is compiled.

#[macro_export]
macro_rules! checked {
    ($name:ident) => {
        pub fn $name(number: i32) {
            assert!(number > 0, "{number} is not positive");
        }
    };
}
