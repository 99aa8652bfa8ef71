fn main() { println!("helped"); }
