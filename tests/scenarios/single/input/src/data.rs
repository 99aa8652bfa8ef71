pub const TEXT: &str = include_str!("text.txt");
