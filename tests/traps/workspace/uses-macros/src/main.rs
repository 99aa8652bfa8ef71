fn main() {
    println!("{}", macros::renamed!());
}
