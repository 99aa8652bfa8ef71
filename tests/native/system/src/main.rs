//! Calls both libraries of the system, and says where OpenSSL's headers were found.

use std::ffi::CStr;

fn main() {
    let zlib = unsafe { CStr::from_ptr(libz_sys::zlibVersion()) };
    let openssl = unsafe { CStr::from_ptr(openssl_sys::OpenSSL_version(openssl_sys::OPENSSL_VERSION)) };
    println!("zlib {}", zlib.to_str().unwrap());
    println!("{}", openssl.to_str().unwrap());
    println!("headers in {:?}", env!("OPENSSL_INCLUDE"));
}
