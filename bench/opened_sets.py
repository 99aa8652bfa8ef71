"""The file sets of a project, in the form that bench/opened.py compares."""

import posixpath
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cargo_nix.cargo import Toolchain
from cargo_nix.checkout_sets import checkout_file_sets
from cargo_nix.filesets.file_set import FileSet as UnitFiles
from cargo_nix.observe import AllowedPaths
from cargo_nix.pipeline import plan_checkout
from conformance.selection import parse_flags

__all__ = ["FileSets", "file_sets"]

FileSets = Mapping[str, Mapping[str, AllowedPaths]]


# Flags that do not change the selected units.
_SAME_UNITS = frozenset({"--no-run", "--no-fail-fast"})


def file_sets(root: Path, command: str, flags: Sequence[str], cargo_root: str = "") -> FileSets:
    """Return the file sets for ``cargo COMMAND FLAGS`` in ``cargo_root`` of ``root``, by package directory and unit.

    The keys are the same as in ``cargo_nix.observe``. Raises ``CargoNixError``.
    """
    cargo_flags = flags[: list(flags).index("--")] if "--" in flags else flags
    selection = parse_flags([command, *(flag for flag in cargo_flags if flag not in _SAME_UNITS)])
    plan = plan_checkout(root, selection, Toolchain(cargo="cargo", rustc="rustc"), cargo_root=cargo_root)
    sets = checkout_file_sets(plan, root, cargo_root=cargo_root)
    # A linker of the workspace is an input of its own (nixlib/toolchain/linkerOf.nix).
    linkers = {unit.linker for unit in plan.units if unit.linker is not None and not unit.linker.startswith("/")}
    return {
        directory: {key: _on_disk(file_set, root, linkers) for key, file_set in by_key.items()}
        for directory, by_key in sets.items()
    }


def _on_disk(file_set: UnitFiles, root: Path, linkers: Collection[str]) -> UnitFiles:
    """Return ``file_set`` with ``linkers``, and directories as places; for a file, Nix takes the whole directory."""
    places = [posixpath.dirname(path) if (root / path).is_file() else path for path in file_set.places]
    return replace(file_set, take=[*file_set.take, *places, *linkers], places=())
