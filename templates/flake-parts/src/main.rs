use std::io::{self, Read};

fn main() -> io::Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    println!("{}", itoa::Buffer::new().format(count(&text)));
    Ok(())
}

/// Returns the number of words that whitespace separates.
fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counts_words() {
        assert_eq!(count("a rose is\n a rose"), 5);
    }
}
