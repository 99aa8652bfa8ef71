"""The law of file sets: the file set of a unit contains each path that the unit uses.

The law has one exception. If a ``macro_rules!`` of a linked library contains a format text (``assert!(…, "…")``), rustc
opens the source of the library, so that messages can point at a part of the text. If the source is missing, rustc
continues. With rustc 1.97, object files and programs are equal with and without the source; ``lib.rmeta`` differs in
positions for messages.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from cargo_nix.observe.observation import Observation, Reading, UnitReadings

__all__ = ["AllowedPaths", "Missing", "message_sources", "missing_paths"]

_COMPILERS = frozenset({"rustc", "rustdoc"})


class AllowedPaths(Protocol):
    """The file set of a unit."""

    def holds(self, path: str) -> bool:
        """Tell whether the set contains the file ``path``, relative to the workspace root."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """A used path outside of a unit's file set.

    ``has_set`` tells whether the unit has a file set.
    """

    directory: str
    key: str
    reading: Reading
    has_set: bool


def missing_paths(observation: Observation, sets: Mapping[str, Mapping[str, AllowedPaths]]) -> Iterator[Missing]:
    """Yield the used paths of ``observation`` outside of the file sets.

    ``sets`` maps package directory and key to a file set. File sets contain files, so a directory is in a set if a file
    below it is. Directories without files, and sources for rustc's messages, are allowed.
    """
    messages = {(unit.directory, unit.key, reading.path) for unit, reading in message_sources(observation)}
    for unit in observation.units:
        held = sets.get(unit.directory, {}).get(unit.key)
        for reading in unit.readings:
            if (unit.directory, unit.key, reading.path) in messages:
                continue
            files = _files_of(observation.files, reading.path)
            if files and (held is None or not any(held.holds(path) for path in files)):
                yield Missing(directory=unit.directory, key=unit.key, reading=reading, has_set=held is not None)


def message_sources(observation: Observation) -> Iterator[tuple[UnitReadings, Reading]]:
    """Yield the sources of linked libraries that units open only for rustc's messages.

    The form of the path decides. Cargo gives rustc the sources of members relative to the workspace, and rustc opens
    them under the same path. A macro knows only absolute paths, and paths in its own package.
    """
    libraries = {
        reading.path: unit.directory
        for unit in observation.units
        if unit.key.startswith("lib:") and unit.key.endswith(":plain")
        for reading in unit.readings
        if reading.how == "opened" and reading.path.startswith(f"{unit.directory}/".lstrip("/"))
    }
    for unit in observation.units:
        for reading in unit.readings:
            if (
                libraries.get(reading.path, unit.directory) != unit.directory
                and reading.path.endswith(".rs")
                and reading.how == "opened"
                and not reading.absolute
                and _COMPILERS.issuperset(reading.programs)
            ):
                yield unit, reading


def _files_of(files: tuple[str, ...], path: str) -> tuple[str, ...]:
    if not path.endswith("/"):
        return (path,)
    # Texts that begin with "a/" sort between "a/" and "a0", the next character.
    return files[bisect_left(files, path) : bisect_left(files, f"{path[:-1]}0")]
