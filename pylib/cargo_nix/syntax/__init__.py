"""Read the text of one Rust file: references to other files, literals, started programs. Nothing here opens a file."""
