fn main() {
    panic!("must not run");
}
