fn main() { println!("{}", core_lib::core() + old::one() + util::two()); }
