pub mod common {
    include!(concat!(env!("OUT_DIR"), "/common.rs"));
}

pub mod greeter {
    include!(concat!(env!("OUT_DIR"), "/greeter.rs"));
}
