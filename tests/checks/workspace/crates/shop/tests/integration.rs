use std::{env, fs, path::Path, process::Command};

#[test]
fn runs_the_program() {
    let done = Command::new(env!("CARGO_BIN_EXE_shop-till")).output();
    assert!(done.unwrap().stdout.starts_with(b"open testing="));
    assert_eq!(
        env::var("CARGO_BIN_EXE_shop-till").unwrap(),
        env!("CARGO_BIN_EXE_shop-till"),
    );
}

#[test]
fn finds_the_program_beside_itself() {
    let mut beside = env::current_exe().unwrap();
    beside.pop();
    beside.pop();
    assert!(beside.join("shop-till").is_file());
    assert!(beside.join("examples/show-off").is_file());
}

#[test]
fn reads_its_data() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data.txt");
    assert_eq!(fs::read_to_string(data).unwrap(), "data\n");
    assert_eq!(fs::read_to_string("tests/data.txt").unwrap(), "data\n");
}

#[test]
fn writes_to_its_scratch_directory() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written");
    fs::write(place, "text").unwrap();
}

#[test]
fn sees_the_variables_of_cargo_test() {
    assert_eq!(env::var("CARGO_PKG_NAME").unwrap(), "shop");
    assert_eq!(env::var("CARGO_PKG_DESCRIPTION").unwrap(), "Sells goods");
    assert!(env::var("CARGO_MANIFEST_PATH")
        .unwrap()
        .ends_with("/Cargo.toml"));
    assert!(env::var_os("CARGO_CRATE_NAME").is_none());
    assert!(env::var_os("CARGO_TARGET_TMPDIR").is_none());
}
