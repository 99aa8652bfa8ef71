"""What cargo starts as a build script: record the call, become the real one."""

import os
import sys

from conformance.wrappers.recording import record

__all__ = ["main"]


def main(calls: str, real: str) -> None:
    """Record this call in ``calls`` and run ``real`` in this process's place."""
    record(calls, "script", sys.argv)
    os.execv(real, sys.argv)  # noqa: S606
