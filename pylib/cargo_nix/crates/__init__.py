"""Locked crates: what planning reads of them, and a CARGO_HOME in which an offline cargo resolves with them."""
