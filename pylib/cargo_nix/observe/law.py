"""The law of file sets: each path that a unit uses is in the unit's set."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from cargo_nix.observe.model import Observation, Reading

__all__ = ["FileSet", "Missing", "missing_paths"]


class FileSet(Protocol):
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


def missing_paths(observation: Observation, sets: Mapping[str, Mapping[str, FileSet]]) -> Iterator[Missing]:
    """Return what units of ``observation`` use and ``sets`` (by package directory and key) do not hold.

    A directory is held if any file below it is: file sets have no directories of their own. One without any file below
    it counts for nothing.
    """
    for unit in observation.units:
        held = sets.get(unit.directory, {}).get(unit.key)
        for reading in unit.readings:
            files = _files_of(observation.files, reading.path)
            if files and (held is None or not any(held.holds(path) for path in files)):
                yield Missing(directory=unit.directory, key=unit.key, reading=reading, has_set=held is not None)


def _files_of(files: tuple[str, ...], path: str) -> tuple[str, ...]:
    if not path.endswith("/"):
        return (path,)
    # All that begins with "a/" lies between "a/" and "a0", the next character.
    return files[bisect_left(files, path) : bisect_left(files, f"{path[:-1]}0")]
