"""What Nix builds: the log of a running Nix, and the derivations in the store."""
