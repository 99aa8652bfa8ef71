"""Check the tracer: the observation must contain each file that rustc reports as read.

rustc writes dep-info beside each result. If the trace lacks a file of dep-info, the trace may lack other files too, and
proves no file set.
"""

import os
import posixpath
from collections.abc import Iterable
from pathlib import Path

from cargo_nix.errors import ObserveError
from cargo_nix.observe.observation import Observation

__all__ = ["check_against_dep_info", "read_dep_info"]

# Cargo's directory layout. Dep-info of nested builds, in build scripts and tests, has paths relative to other
# directories.
_PLACES = ("*/deps/*.d", "*/*/deps/*.d", "*/build/*/*.d", "*/*/build/*/*.d", "*/examples/*.d", "*/*/examples/*.d")


def read_dep_info(outputs: Iterable[Path], root: str, since: int) -> set[str]:
    """Return the sources in rustc's dep-info below the directories ``outputs``, as absolute, normalised paths.

    Only files that were changed at ``since`` or later count, in nanoseconds since the epoch. Relative paths start at
    ``root``.
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
    """Return the number of files of the workspace ``root`` among ``paths``, which are absolute.

    Raises ``ObserveError`` if ``observation`` has no use of such a file.
    """
    files = set(observation.files)
    units = (*observation.units, *observation.foreign)
    opened_files = {reading.path for unit in units for reading in unit.readings if reading.how == "opened"}
    sources = {os.path.relpath(path, root) for path in paths} & files
    lacking = sorted(sources - opened_files)
    if lacking:
        raise ObserveError(
            problem="the trace lacks a source that rustc read",
            place=lacking[0],
            expected="a call that opens it",
            ways_out=("report it, with the version of strace: strace --version",),
        )
    return len(sources)
