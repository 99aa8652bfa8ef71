"""The law of file sets: each path that a unit uses is in the unit's set.

One kind of path is no matter of file sets. Where a macro of a linked library has a text to format (an ``assert!(…,
"…")`` within its ``macro_rules!``), rustc opens the source of the library, if it is there, to say in messages which
part of the text is meant. It makes no difference to what is compiled: with rustc 1.97, object files and programs are
the same bytes with the source and without it, and ``lib.rmeta`` has other places for messages.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from cargo_nix.observe.observation import Observation, Reading, UnitReadings

__all__ = ["AllowedPaths", "Missing", "message_sources", "missing_paths"]

_COMPILERS = frozenset({"rustc", "rustdoc"})


class AllowedPaths(Protocol):
    """The files that a unit sees."""

    def holds(self, path: str) -> bool:
        """Return whether the file ``path``, from the workspace root, is in the set."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """A path that a unit uses and does not see; ``has_set`` is whether the unit has a file set at all."""

    directory: str
    key: str
    reading: Reading
    has_set: bool


def missing_paths(observation: Observation, sets: Mapping[str, Mapping[str, AllowedPaths]]) -> Iterator[Missing]:
    """Return what units of ``observation`` use and ``sets`` (by package directory and key) do not hold.

    A directory is held if any file below it is: file sets have no directories of their own. One without any file below
    it counts for nothing, and so do sources of linked libraries that rustc opens for its messages.
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
    """Return the sources of linked libraries that units open for rustc's messages alone.

    They are told by their name: rustc has each source of a member relative to the workspace, as cargo gives it, while a
    macro knows absolute paths, or what it finds beside its own package.
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
    # All that begins with "a/" lies between "a/" and "a0", the next character.
    return files[bisect_left(files, path) : bisect_left(files, f"{path[:-1]}0")]
