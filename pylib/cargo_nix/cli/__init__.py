"""The command line: parses arguments, calls the pipeline, prints, and returns an exit code."""

from cargo_nix.cli.main import main

__all__ = ["main"]
