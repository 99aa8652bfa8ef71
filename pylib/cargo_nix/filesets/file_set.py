"""The file set of a unit as data. Standard library only."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from cargo_nix.filesets.file_tree import is_taken
from cargo_nix.filesets.workspace_files import is_below

__all__ = ["FileSet", "encode_set"]


@dataclass(frozen=True, kw_only=True, slots=True)
class FileSet:
    """The files of a unit: as in the plan's schema, ``FileSet``. ``files`` and ``places`` may not exist."""

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
        """Tell whether ``path``, from the root of the source, is in the set.

        Nobody looks at the disk here, so a place counts as the directory that it may be; a file stands for its own.
        """
        return is_taken(path, self.take, self.leave) or any(
            is_below(path, part) for part in (*self.files, *self.places)
        )


def encode_set(file_set: FileSet) -> dict[str, Any]:
    """Return ``file_set`` as JSON has it: without the reasons, which say where files are and not which."""
    fields = asdict(file_set)
    del fields["reasons"]
    return fields
