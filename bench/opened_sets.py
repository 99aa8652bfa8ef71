"""The file sets of a project, in the form that bench/opened.py compares: the one place that knows how they are made."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cargo_nix.cargo import Toolchain
from cargo_nix.files import checkout_file_sets
from cargo_nix.filesets.model import FileSet as UnitFiles
from cargo_nix.observe import FileSet
from cargo_nix.pipeline import plan_checkout
from conformance.selection import parse_flags

__all__ = ["FileSets", "file_sets"]

FileSets = Mapping[str, Mapping[str, FileSet]]


# Flags that select no other units.
_SAME_UNITS = frozenset({"--no-run", "--no-fail-fast"})


def file_sets(root: Path, command: str, flags: Sequence[str], cargo_root: str = "") -> FileSets:
    """Return the file sets of the packages at ``root`` by directory and unit, for ``cargo COMMAND FLAGS``.

    The workspace lies in ``cargo_root``. The keys are those of ``cargo_nix.observe``. Raises ``CargoNixError``.
    """
    own = [flag for flag in (flags[: list(flags).index("--")] if "--" in flags else flags) if flag not in _SAME_UNITS]
    toolchain = Toolchain(cargo="cargo", rustc="rustc")
    plan = plan_checkout(root, parse_flags([command, *own]), toolchain, cargo_root=cargo_root)
    sets = checkout_file_sets(plan, root, cargo_root=cargo_root)
    return {
        directory: {key: _on_disk(file_set, root) for key, file_set in by_key.items()}
        for directory, by_key in sets.items()
    }


def _on_disk(file_set: UnitFiles, root: Path) -> UnitFiles:
    """Return ``file_set`` with directories for its places: Nix takes a file for the directory that it is in."""
    places = [posixpath.dirname(place) if (root / place).is_file() else place for place in file_set.places]
    return replace(file_set, take=[*file_set.take, *places], places=())
