"""Workspaces on disk and the file sets of their members, in one call."""

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

NO_ACCESS = CrateAccess()


def access(*words: str, macros: Iterable[str] = (), members: Iterable[str] = ()) -> CrateAccess:
    """Return the access of crates with ``words``."""
    return CrateAccess(words=frozenset(words), macros=frozenset(macros), members=frozenset(members))


def target(kind: str, src_path: str, *, expands: CrateAccess = NO_ACCESS, links: CrateAccess = NO_ACCESS,
           modes: Sequence[Mode] = ALL_MODES) -> TargetFacts:  # fmt: skip
    """Return a target named after its file, with the same crates in all ``modes``."""
    name = Path(src_path).stem
    by_mode = dict.fromkeys(modes, expands), dict.fromkeys(modes, links)
    return TargetFacts(kind=kind, name=name, src_path=src_path, expands=by_mode[0], links=by_mode[1])


def scan_workspace(
    root: Path, packages: Mapping[str, Sequence[TargetFacts]], variables: Mapping[str, str] | None = None
) -> Workspace:
    """Return the facts of the members at ``root``; ``packages`` are targets by directory, relative to the directory."""
    variables = variables or {}
    scripts = [
        posixpath.normpath(posixpath.join(directory, script.src_path))
        for directory, targets in packages.items()
        for script in targets
        if script.kind == "custom-build"
    ]
    facts = [
        scan_member(
            root,
            directory,
            excluded=[nested for nested in packages if nested != directory and is_below(nested, directory)],
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
            targets=[
                row._replace(src_path=posixpath.normpath(posixpath.join(directory, row.src_path))) for row in rows
            ],
            macro_inputs=directory in macro_inputs,
        )
        for directory, rows in packages.items()
    ]
    return assign_files(scan_workspace(root, packages, variables), targets)


def member_sets(
    root: Path, files: Mapping[str, str], *targets: TargetFacts, directory: str = "a"
) -> dict[str, FileSet]:
    """Return the file sets of the member in ``directory``; paths of ``targets`` are relative to the member."""
    return workspace_sets(root, files, {directory: targets})[directory]


def held(file_set: FileSet, root: Path) -> set[str]:
    """Return the files and symlinks at ``root`` in ``file_set``; for a place that is a file, the whole directory."""
    places = [posixpath.dirname(path) if (root / path).is_file() else path for path in file_set.places]
    file_set = replace(file_set, take=[*file_set.take, *places], places=())
    paths = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_symlink() or path.is_file())
    return {path for path in paths if file_set.holds(path)}
