//! Says what the C library says.

use std::ffi::{c_char, CStr};

extern "C" {
    fn answer() -> *const c_char;
}

fn main() {
    println!("built by {}", unsafe { CStr::from_ptr(answer()) }.to_str().unwrap());
}
