pub const OUT_DIR: &str = env!("OUT_DIR");

include!(concat!(env!("OUT_DIR"), "/generated.rs"));
