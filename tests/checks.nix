{ pkgs, templates, cargo-nix }: { }
