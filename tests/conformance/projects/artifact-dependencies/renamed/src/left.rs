fn main() { println!("left"); }
