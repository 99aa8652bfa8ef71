fn main() { println!("right"); }
