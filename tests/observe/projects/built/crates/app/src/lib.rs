pub mod build {
    include!(concat!(env!("OUT_DIR"), "/built.rs"));
}

#[test]
fn the_lock_file_is_read() {
    assert!(build::DEPENDENCIES_STR.contains("built 0.8"));
}
