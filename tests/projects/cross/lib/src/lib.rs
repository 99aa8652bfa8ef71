pub fn name() -> String {
    format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS)
}

#[no_mangle]
pub extern "C" fn number() -> i32 {
    7
}
