fn main() {
    assert_eq!(app::number!(1 2), 3);
}
