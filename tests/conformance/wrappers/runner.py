"""What cargo starts tests with: record the call and run nothing."""

import sys

from conformance.wrappers.recording import read_settings, record

__all__ = ["main"]


def main(settings_path: str) -> int:
    """Record which program cargo would have run, and how."""
    record(read_settings(settings_path)["calls"], "test", sys.argv[1:])
    return 0
