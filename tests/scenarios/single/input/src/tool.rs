fn main() { print!("{}", single::data::TEXT); }
