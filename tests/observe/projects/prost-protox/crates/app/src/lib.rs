pub mod common {
    include!(concat!(env!("OUT_DIR"), "/common.rs"));
}
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/api.rs"));
}
