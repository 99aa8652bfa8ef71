"""The test runner for cargo: record the call and run no test."""

import sys

from conformance.wrappers.recording import read_settings, record

__all__ = ["main"]


def main(settings_path: str) -> int:
    """Record the test program with its arguments and environment."""
    record(read_settings(settings_path)["calls"], "test", sys.argv[1:])
    return 0
