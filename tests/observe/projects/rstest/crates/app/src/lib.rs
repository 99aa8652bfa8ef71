#[cfg(test)]
mod tests {
    use rstest::rstest;
    use std::path::PathBuf;

    #[rstest]
    fn a_number(#[files("../../fixtures/**/*.txt")] path: PathBuf) {
        std::fs::read_to_string(path).unwrap().trim().parse::<u8>().unwrap();
    }
}
