"""A check of the tracer itself: what rustc says that it read has to be among what was observed.

rustc writes its own list beside each result. A trace that lacks a file of it would prove nothing about the others.
"""

import os
import posixpath
from collections.abc import Iterable
from pathlib import Path

from cargo_nix.errors import ObserveError
from cargo_nix.observe.observation import Observation

__all__ = ["check_against_dep_info", "read_dep_info"]

# Cargo's own layout. What a build script or a test builds further below has lists that start in other places.
_PLACES = ("*/deps/*.d", "*/*/deps/*.d", "*/build/*/*.d", "*/*/build/*/*.d", "*/examples/*.d", "*/*/examples/*.d")


def read_dep_info(outputs: Iterable[Path], root: str, since: int) -> set[str]:
    """Return the paths, absolute and normalised, of the sources in the lists of rustc below ``outputs``.

    Only lists that were written after ``since``, in nanoseconds, count. A relative path starts in ``root``.
    """
    paths = set()
    for output in outputs:
        for list_file in (match for pattern in _PLACES for match in output.glob(pattern)):
            if list_file.stat().st_mtime_ns < since:
                continue
            lines = list_file.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
            names = [line[:-1].replace("\\ ", " ") for line in lines if line.endswith(":") and line[0] != "#"]
            paths |= {posixpath.normpath(posixpath.join(root, name)) for name in names}
    return paths


def check_against_dep_info(observation: Observation, paths: Iterable[str], root: str) -> int:
    """Return how many of ``paths``, absolute, are files of the workspace at ``root`` that rustc says it read.

    Raises ``ObserveError`` if ``observation`` lacks one of them.
    """
    files = set(observation.files)
    units = (*observation.units, *observation.foreign)
    opened_files = {reading.path for unit in units for reading in unit.readings if reading.how == "opened"}
    sources = {os.path.relpath(path, root) for path in paths} & files
    lacking = sorted(sources - opened_files)
    if lacking:
        raise ObserveError(
            problem="the trace lacks a file that rustc says it read",
            place=lacking[0],
            expected="a call that opens it",
            ways_out=("report it, with the version of strace: strace --version",),
        )
    return len(sources)
