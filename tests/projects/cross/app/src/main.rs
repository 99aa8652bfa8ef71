extern "C" {
    fn sum(a: i32, b: i32) -> i32;
}

fn total() -> i32 {
    unsafe { sum(40, macros::two!()) }
}

fn main() {
    println!("{} {} for {}, script for {}", total(), lib::name(), frob_sys::machine(), env!("SCRIPT_FROB"));
}

#[test]
fn adds() {
    assert_eq!(total(), 42);
    assert!(std::panic::catch_unwind(|| panic!("caught")).is_err());
}
