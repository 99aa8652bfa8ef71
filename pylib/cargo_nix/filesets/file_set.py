"""The data class of a file set. Standard library only."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from cargo_nix.filesets.file_tree import is_taken
from cargo_nix.filesets.workspace_files import is_below

__all__ = ["FileSet", "encode_set"]


@dataclass(frozen=True, kw_only=True, slots=True)
class FileSet:
    """The file set of a unit, with the fields of ``PlanFileSet`` (plan/schema.py).

    Entries of ``files`` and ``places`` may be absent on disk. ``reasons`` are the references with unknown files, for
    messages.
    """

    level: str
    take: Sequence[str]
    leave: Sequence[str] = ()
    files: Sequence[str] = ()
    places: Sequence[str] = ()
    embeds: bool = False
    programs: bool = False
    in_target: bool = False
    reasons: Sequence[str] = field(default=())

    def holds(self, path: str) -> bool:
        """Return whether ``path``, from the root of the source, is in the file set.

        This function does not look at the disk, so each place counts as a directory.
        """
        return is_taken(path, self.take, self.leave) or any(
            is_below(path, part) for part in (*self.files, *self.places)
        )


def encode_set(file_set: FileSet) -> dict[str, Any]:
    """Return ``file_set`` as data for JSON, without ``reasons``, which only explain the level."""
    fields = asdict(file_set)
    del fields["reasons"]
    return fields
