use std::ffi::c_int;

extern "C" {
    fn top_value() -> c_int;
}

pub fn top() -> i32 {
    unsafe { top_value() }
}
