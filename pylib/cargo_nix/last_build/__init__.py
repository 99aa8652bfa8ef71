"""What `cargo-nix build` remembers: derivations and times of the last builds."""
