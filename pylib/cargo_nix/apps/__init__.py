"""The apps of a flake that write files of cargo-nix into a directory of the user. Standard library only."""
