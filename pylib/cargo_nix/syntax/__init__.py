"""The text of one Rust file -> what it says of other files. No disk, no other file."""
