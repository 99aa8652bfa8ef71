"""Locked crates: facts for planning, and a CARGO_HOME that makes all crates available offline."""
