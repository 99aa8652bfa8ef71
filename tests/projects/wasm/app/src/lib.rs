//! A library for the browser whose value comes from a proc-macro and from a build script.

include!(concat!(env!("OUT_DIR"), "/arch.rs"));

/// The answer of the macro (which ran on the host) plus the length of the target's architecture name.
#[no_mangle]
pub extern "C" fn answer() -> u32 {
    wasm_macros::forty!() + ARCH_LENGTH
}

/// The target's triple, as the build script saw it.
pub fn target() -> &'static str {
    env!("APP_TARGET")
}
