fn main() {
    println!("{}", helper::two_of_each());
}
