use anyhow::{Result, ensure};

fn main() -> Result<()> {
    let name = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "world".to_owned());
    println!("{}", greeting(&name)?);
    Ok(())
}

fn greeting(name: &str) -> Result<String> {
    ensure!(!name.is_empty(), "nobody to greet");
    let letters = name.chars().count();
    Ok(format!(
        "Hello, {name}! Your name has {} letters.",
        itoa::Buffer::new().format(letters)
    ))
}

#[cfg(test)]
mod tests {
    use super::greeting;

    #[test]
    fn greets_by_name() {
        assert_eq!(
            greeting("Ada").unwrap(),
            "Hello, Ada! Your name has 3 letters."
        );
    }

    #[test]
    fn refuses_an_empty_name() {
        assert!(greeting("").is_err());
    }
}
