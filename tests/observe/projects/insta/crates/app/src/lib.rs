pub fn names() -> Vec<&'static str> {
    vec!["one", "two"]
}

#[cfg(test)]
mod tests {
    #[test]
    fn names() {
        insta::assert_debug_snapshot!(super::names());
    }
}
