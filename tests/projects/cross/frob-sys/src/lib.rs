use std::ffi::{c_char, CStr};

extern "C" {
    fn frob() -> *const c_char;
}

/// The machine for which libfrob was compiled.
pub fn machine() -> &'static str {
    unsafe { CStr::from_ptr(frob()) }.to_str().unwrap()
}
