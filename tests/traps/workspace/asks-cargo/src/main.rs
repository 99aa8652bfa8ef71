fn main() {
    println!("at once");
}
