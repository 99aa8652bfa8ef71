fn main() {
    println!("{}", file!());
}
