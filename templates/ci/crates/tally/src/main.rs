//! Tells how often each word is in its input, by [`words::count`].

use std::io::{Result, read_to_string, stdin};

fn main() -> Result<()> {
    for (word, count) in words::count(&read_to_string(stdin())?) {
        println!("{count:>4} {word}");
    }
    Ok(())
}
