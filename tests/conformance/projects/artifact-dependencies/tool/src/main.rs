fn main() { println!("{}", tool::word()); }
