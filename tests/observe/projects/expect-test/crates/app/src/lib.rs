#[cfg(test)]
mod tests {
    use expect_test::{expect, expect_file};

    #[test]
    fn names() {
        expect_file!["../../../expected/names.txt"].assert_eq("one two\n");
        expect_file!["../expected.txt"].assert_eq("two\n");
        expect![["three"]].assert_eq("three");
    }
}
