//! Says whether it was compiled for tests.

fn main() {
    println!("{} testing={}", shop::sign(), goods::is_testing());
}

#[test]
fn of_the_program() {
    assert_eq!(env!("CARGO_BIN_NAME"), "shop-till");
}
