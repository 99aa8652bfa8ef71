"""Shared parts of the tests: Nix on this checkout, and small Cargo projects on disk."""
