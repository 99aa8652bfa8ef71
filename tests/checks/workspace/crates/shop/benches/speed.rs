fn main() {
    println!("{}", shop::total(&["nut"]));
}
