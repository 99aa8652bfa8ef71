"""What cargo starts as ``rustdoc``: record the call and document or test nothing."""

import os
import sys

from conformance.wrappers.recording import read_settings, record

__all__ = ["main"]


def main(settings_path: str) -> int:
    """Record a call for a crate; answer cargo's questions about the program as it would."""
    settings, args = read_settings(settings_path), sys.argv[1:]
    if "--crate-name" not in args:
        os.execv(settings["rustdoc"], [settings["rustdoc"], *args])  # noqa: S606
    record(settings["calls"], "rustdoc", args)
    return 0
