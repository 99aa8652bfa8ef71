fn main() {
    assert_eq!(app::number!(), 0);
}
