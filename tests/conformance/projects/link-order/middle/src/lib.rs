use std::ffi::c_int;

extern "C" {
    fn common_value() -> c_int;
}

pub fn common() -> i32 {
    unsafe { common_value() }
}
