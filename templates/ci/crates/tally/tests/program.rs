//! The program as its users call it.

use std::fs::File;
use std::process::Command;

#[test]
fn counts_the_words_of_a_file() {
    let poem = File::open("tests/poem.txt").unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_tally"))
        .stdin(poem)
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(done.stdout).unwrap(),
        "   2 a\n   1 is\n   2 rose\n"
    );
}
