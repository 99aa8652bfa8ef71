"""Workspaces on disk and the file sets of their members, in one line."""

import posixpath
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cargo_nix.filesets.assign import assign_files
from cargo_nix.filesets.file_set import FileSet
from cargo_nix.filesets.package_targets import CrateAccess, PackageTargets, TargetFacts
from cargo_nix.filesets.workspace_files import Workspace, is_below, make_workspace
from cargo_nix.scan.scan_member import scan_member
from cargo_nix.syntax.references import ALL_MODES, Mode
from support.projects import write_project

NOBODY = CrateAccess()


def access(*words: str, macros: Iterable[str] = (), members: Iterable[str] = ()) -> CrateAccess:
    """Return what crates with ``words`` may do."""
    return CrateAccess(words=frozenset(words), macros=frozenset(macros), members=frozenset(members))


def target(kind: str, src_path: str, *, expands: CrateAccess = NOBODY, links: CrateAccess = NOBODY,
           modes: Sequence[Mode] = ALL_MODES) -> TargetFacts:  # fmt: skip
    """Return a target named after its file; the same crates are there in all of its ``modes``."""
    name = Path(src_path).stem
    by_mode = dict.fromkeys(modes, expands), dict.fromkeys(modes, links)
    return TargetFacts(kind=kind, name=name, src_path=src_path, expands=by_mode[0], links=by_mode[1])


def scan_workspace(
    root: Path, packages: Mapping[str, Sequence[TargetFacts]], variables: Mapping[str, str] | None = None
) -> Workspace:
    """Return the facts of the members at ``root``: ``packages`` are targets by directory, with paths from there."""
    variables = variables or {}
    scripts = [
        posixpath.normpath(posixpath.join(directory, it.src_path))
        for directory, targets in packages.items()
        for it in targets
        if it.kind == "custom-build"
    ]
    facts = [
        scan_member(
            root,
            directory,
            excluded=[other for other in packages if other != directory and is_below(other, directory)],
            scripts=scripts,
            variables=sorted(variables),
        )
        for directory in packages
    ]
    return make_workspace(facts, variables)


def workspace_sets(
    root: Path,
    files: Mapping[str, str],
    packages: Mapping[str, Sequence[TargetFacts]],
    *,
    variables: Mapping[str, str] | None = None,
    macro_inputs: Collection[str] = (),
) -> dict[str, dict[str, FileSet]]:
    """Write ``files``, scan the members of ``packages`` and return their file sets by directory and key."""
    write_project(root, files)
    targets = [
        PackageTargets(
            directory=directory,
            targets=[replace(it, src_path=posixpath.normpath(posixpath.join(directory, it.src_path))) for it in of],
            macro_inputs=directory in macro_inputs,
        )
        for directory, of in packages.items()
    ]
    return assign_files(scan_workspace(root, packages, variables), targets)


def member_sets(
    root: Path, files: Mapping[str, str], *targets: TargetFacts, directory: str = "a"
) -> dict[str, FileSet]:
    """Return the sets of the one member in ``directory``; ``files`` start at the root, ``targets`` at the member."""
    return workspace_sets(root, files, {directory: targets})[directory]


def held(file_set: FileSet, root: Path) -> set[str]:
    """Return the files, and the symlinks, at ``root`` that are in ``file_set``; a place that is a file is its directory."""
    places = [posixpath.dirname(place) if (root / place).is_file() else place for place in file_set.places]
    file_set = replace(file_set, take=[*file_set.take, *places], places=())
    paths = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_symlink() or path.is_file())
    return {path for path in paths if file_set.holds(path)}
