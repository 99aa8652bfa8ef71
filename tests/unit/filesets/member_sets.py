"""The file sets of small workspaces, without Cargo: files on disk, targets by hand."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from cargo_nix.filesets.assign import assign_files
from cargo_nix.filesets.file_set import FileSet
from cargo_nix.filesets.package_targets import CrateAccess, PackageTargets, TargetFacts
from cargo_nix.filesets.workspace_files import make_workspace
from cargo_nix.scan.scan_member import scan_member
from cargo_nix.syntax.references import Mode
from support.projects import write_project

__all__ = ["READER", "access", "held", "member_sets", "target"]


def access(*words: str, macros: Iterable[str] = (), members: Iterable[str] = ()) -> CrateAccess:
    """Return what crates with ``words`` may do."""
    return CrateAccess(words=frozenset(words), macros=frozenset(macros), members=frozenset(members))


NONE = access()
READER = access("opens", "anchored")


def target(
    kind: str, path: str, *, expands: CrateAccess = NONE, links: CrateAccess = NONE, modes: str = "plain"
) -> TargetFacts:
    """Return a target with the source ``path``, from the root; its name is ``x``, of a script Cargo's."""
    name = "build-script-build" if kind == "custom-build" else "x"
    named = [Mode(mode) for mode in modes.split()]
    return TargetFacts(
        kind=kind,
        name=name,
        src_path=path,
        expands=dict.fromkeys(named, expands),
        links=dict.fromkeys(named, links),
    )


def member_sets(
    root: Path,
    files: Mapping[str, str],
    targets: Mapping[str, list[TargetFacts]],
    *,
    variables: Mapping[str, str] | None = None,
) -> dict[str, dict[str, FileSet]]:
    """Write ``files``, scan the packages of ``targets`` (by directory), and return their sets."""
    write_project(root, files)
    return sets_of(root, targets, variables or {})


def sets_of(
    root: Path, targets: Mapping[str, list[TargetFacts]], variables: Mapping[str, str]
) -> dict[str, dict[str, FileSet]]:
    """Return the sets of the packages of ``targets`` in ``root``."""
    facts = [
        scan_member(
            root,
            directory,
            excluded=[
                other
                for other in targets
                if other != directory and other.startswith(f"{directory}/" if directory else "")
            ],
            scripts=[one.src_path for one in listed if one.kind == "custom-build"],
            variables=sorted(variables),
        )
        for directory, listed in targets.items()
    ]
    packages = [PackageTargets(directory=directory, targets=listed) for directory, listed in targets.items()]
    return assign_files(make_workspace(facts, variables), packages)


def held(file_set: FileSet, root: Path) -> list[str]:
    """Return the files of ``root`` that ``file_set`` holds, sorted."""
    places = [posixpath.dirname(place) if (root / place).is_file() else place for place in file_set.places]
    file_set = replace(file_set, take=[*file_set.take, *places], places=())
    paths = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_symlink() or path.is_file())
    return sorted(path for path in paths if file_set.holds(path))
