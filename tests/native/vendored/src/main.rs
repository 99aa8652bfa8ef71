//! Says which OpenSSL it carries.

use std::ffi::CStr;

fn main() {
    let version = unsafe { CStr::from_ptr(openssl_sys::OpenSSL_version(openssl_sys::OPENSSL_VERSION)) };
    println!("{}", version.to_str().unwrap());
}
