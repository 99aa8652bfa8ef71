"""The scan of one member: its directory and targets in, a file set per target and mode out."""

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cargo_nix.errors import SourceError
from cargo_nix.sources.book import Book
from cargo_nix.sources.model import FileSet, Mode, Target, TargetKey
from cargo_nix.sources.modules import trace_modules
from cargo_nix.sources.read import Package, read_package
from cargo_nix.sources.sets import Trees, assign_files

__all__ = ["Traced", "scan_member", "trace_member"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Traced:
    """A member whose sources are read: what each of its ``targets`` loads in each mode."""

    book: Book
    targets: tuple[Target, ...]
    trees: Trees


def scan_member(
    root: Path,
    targets: Iterable[Target],
    *,
    location: str = "",
    excluded: Iterable[str] = (),
) -> dict[TargetKey, FileSet]:
    """Return the files that each target's unit can read, for each mode it asks for.

    In: the package root, all of the package's targets (a file is left out of one because another one has it),
    ``location`` of the package in its workspace, ``excluded`` directories that are other members' (relative to
    ``root``).

    Out: sets in the order of ``targets`` and their modes, the same for the same files whatever the disk's order. That
    of a test's run is the whole package but for other targets' own sources, because a test may open its fixtures.

    Raises SourceError where the root is no directory, a file cannot be read, a crate root is missing, or two
    targets share kind and name. A missing module is no error: it may be cfg'd out, and rustc says it if not.
    """
    asked = list(targets)
    traced = trace_member(root, asked, location=location, excluded=excluded)
    return assign_files(traced.book, asked, traced.trees)


def trace_member(root: Path, targets: Sequence[Target], *, location: str, excluded: Iterable[str]) -> Traced:
    """Return what ``targets``, all of the member's, load in every mode. Arguments and errors are ``scan_member``'s."""
    package = read_package(root, location=location, excluded=excluded)
    _check_targets(package, targets)
    book = Book(package=package)
    trees = _trace_targets(book, targets)
    # What the macros of these files load was not known in the first round; most members need no second.
    while book.learn(source for reach in trees.values() for source in reach.sources):
        trees = _trace_targets(book, targets)
    return Traced(book=book, targets=tuple(targets), trees=trees)


def _trace_targets(book: Book, targets: Sequence[Target]) -> Trees:
    return {
        TargetKey(kind=target.kind, name=target.name, mode=mode): trace_modules(book, target.src_path, mode)
        for target in targets
        for mode in Mode
    }


def _check_targets(package: Package, targets: Sequence[Target]) -> None:
    names = [(target.kind, target.name) for target in targets]
    twice = sorted({f"{kind} {name}" for kind, name in names if names.count((kind, name)) > 1})
    if twice:
        raise SourceError(
            problem="two targets of one package have the same kind and name",
            place=str(package.root),
            came=", ".join(twice),
        )
    missing = sorted({target.src_path for target in targets if not _may_be_there(package, target.src_path)})
    if missing:
        raise SourceError(
            problem="a target's source file is missing",
            place=str(package.root),
            expected=", ".join(missing),
            ways_out=("add the file to the source: a file that git does not track is not in a flake's",),
        )


def _may_be_there(package: Package, src_path: str) -> bool:
    """Tell whether a crate root exists; one beyond the package may be invisible to a scan of the member alone."""
    return package.is_beyond(posixpath.normpath(src_path)) or package.may_exist(src_path)
