#[test] fn core() { assert_eq!(super::core(), 2); }
