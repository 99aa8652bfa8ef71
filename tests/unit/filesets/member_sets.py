"""File sets of small workspaces without Cargo: files on disk, and explicit targets."""

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
    """Return the access of crates with ``words``."""
    return CrateAccess(words=frozenset(words), macros=frozenset(macros), members=frozenset(members))


NONE = access()
READER = access("opens", "anchored")


def target(
    kind: str, path: str, *, expands: CrateAccess = NONE, links: CrateAccess = NONE, modes: str = "plain"
) -> TargetFacts:
    """Return a target with source ``path``, relative to the root; the name is ``x``, or Cargo's name for a script."""
    name = "build-script-build" if kind == "custom-build" else "x"
    mode_list = [Mode(mode) for mode in modes.split()]
    return TargetFacts(
        kind=kind,
        name=name,
        src_path=path,
        expands=dict.fromkeys(mode_list, expands),
        links=dict.fromkeys(mode_list, links),
    )


def member_sets(
    root: Path,
    files: Mapping[str, str],
    targets: Mapping[str, list[TargetFacts]],
    *,
    variables: Mapping[str, str] | None = None,
) -> dict[str, dict[str, FileSet]]:
    """Write ``files``, scan the packages of ``targets`` (by directory), and return their file sets."""
    write_project(root, files)
    return sets_of(root, targets, variables or {})


def sets_of(
    root: Path, targets: Mapping[str, list[TargetFacts]], variables: Mapping[str, str]
) -> dict[str, dict[str, FileSet]]:
    """Return the file sets of the packages of ``targets`` in ``root``."""
    facts = [
        scan_member(
            root,
            directory,
            excluded=[
                package
                for package in targets
                if package != directory and package.startswith(f"{directory}/" if directory else "")
            ],
            scripts=[script.src_path for script in package_targets if script.kind == "custom-build"],
            variables=sorted(variables),
        )
        for directory, package_targets in targets.items()
    ]
    packages = [
        PackageTargets(directory=directory, targets=package_targets) for directory, package_targets in targets.items()
    ]
    return assign_files(make_workspace(facts, variables), packages)


def held(file_set: FileSet, root: Path) -> list[str]:
    """Return the files of ``root`` in ``file_set``, sorted."""
    directories = [posixpath.dirname(path) if (root / path).is_file() else path for path in file_set.places]
    file_set = replace(file_set, take=[*file_set.take, *directories], places=())
    paths = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_symlink() or path.is_file())
    return sorted(path for path in paths if file_set.holds(path))
