"""What tests share: calling Nix on this checkout, small Cargo projects written to disk."""
