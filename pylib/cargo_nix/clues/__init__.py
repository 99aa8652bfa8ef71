"""What words in a crate's code tell of it, without a parse: of locked crates and of members alike."""
