fn main() {
    println!("{} / {}", env!("FOUND"), env!("KEY"));
}
