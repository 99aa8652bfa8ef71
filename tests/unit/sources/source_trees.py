"""Small source trees on disk, and the scan over them in one line."""

from collections.abc import Mapping
from pathlib import Path

from cargo_nix.sources import FileSet, Kind, Mode, Target, TargetKey, scan_member

LIB = Target(name="demo", kind="lib", src_path="src/lib.rs", modes=tuple(Mode), may_read_files=False)


def write_tree(root: Path, files: Mapping[str, str]) -> Path:
    """Write ``files`` below ``root`` and return it."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def target(kind: Kind, src_path: str, *, may_read_files: bool = False) -> Target:
    """Return a target named after its file, asked for in all modes."""
    name = Path(src_path).stem
    return Target(name=name, kind=kind, src_path=src_path, modes=tuple(Mode), may_read_files=may_read_files)


def lib_set(root: Path, files: Mapping[str, str], mode: Mode = Mode.PLAIN) -> FileSet:
    """Return the set of a package with one library and no proc-macro, fixtures not taken in."""
    sets = scan_member(write_tree(root, files), [LIB])
    return sets[TargetKey(kind="lib", name="demo", mode=mode)]


def sets_of(root: Path, files: Mapping[str, str], *targets: Target, location: str = "") -> dict[str, FileSet]:
    """Return all sets of a package by ``kind name mode``; that of a test's run has ``run`` there, a program's ``opened``."""
    sets = scan_member(write_tree(root, files), targets, location=location)
    runs = {Mode.TEST: "run", Mode.PLAIN: "opened"}
    return {
        f"{key.kind} {key.name} {runs[key.mode] if key.runs else key.mode.value}": files for key, files in sets.items()
    }
