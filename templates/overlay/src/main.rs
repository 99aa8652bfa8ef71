fn main() {
    let sides = std::env::args()
        .nth(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or(6);
    println!("{}", average(sides));
}

/// Returns the average of a die with this many sides, as text with halves.
fn average(sides: u32) -> String {
    let mut buffer = itoa::Buffer::new();
    let doubled = sides + 1;
    let half = if doubled.is_multiple_of(2) { "" } else { ".5" };
    format!("{}{half}", buffer.format(doubled / 2))
}

#[cfg(test)]
mod tests {
    use super::average;

    #[test]
    fn averages() {
        assert_eq!(average(6), "3.5");
        assert_eq!(average(7), "4");
    }
}
