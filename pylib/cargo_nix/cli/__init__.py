"""The command line: arguments -> the pipeline -> an exit code. The only place that prints."""

from cargo_nix.cli.main import main

__all__ = ["main"]
