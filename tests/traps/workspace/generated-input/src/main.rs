fn main() {
    print!("{}", include_str!("../../target/markdown/page.html"));
}
