"""The ``rustdoc`` for cargo: record the call, and make no pages and run no doctest."""

import os
import sys

from conformance.wrappers.recording import read_settings, record

__all__ = ["main"]


def main(settings_path: str) -> int:
    """Record the call for a crate; pass cargo's queries about rustdoc to the real program."""
    settings, args = read_settings(settings_path), sys.argv[1:]
    if "--crate-name" not in args:
        os.execv(settings["rustdoc"], [settings["rustdoc"], *args])  # noqa: S606
    record(settings["calls"], "rustdoc", args)
    return 0
