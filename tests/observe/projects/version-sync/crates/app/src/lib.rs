//! Numbers in pages are those of Cargo.toml.
