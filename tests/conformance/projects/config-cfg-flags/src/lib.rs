//! ```
//! config_cfg_flags::f();
//! ```
pub fn f() {}

#[test]
fn unit() {}
