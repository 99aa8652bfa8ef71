"""Compute the file sets of all members from a checkout and its plan.

A member is scanned in a copy of the files that nixlib/sources/memberFiles.nix takes. So the result equals the result of
Nix's own scan on any machine, and a test compares both.
"""

import posixpath
import shutil
import tempfile
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from cargo_nix.checkout_files import list_checkout
from cargo_nix.filesets.assign import assign_files
from cargo_nix.filesets.file_set import FileSet
from cargo_nix.filesets.package_targets import decode_package
from cargo_nix.filesets.workspace_files import is_below, make_workspace
from cargo_nix.plan.schema import Plan, PlanPackage
from cargo_nix.scan.member_facts import MemberFacts
from cargo_nix.scan.scan_member import scan_member

__all__ = ["checkout_file_sets"]


def checkout_file_sets(
    plan: Plan,
    root: Path,
    out: str = "cargo-nix.json",
    cargo_root: str = "",
    *,
    macro_inputs: Collection[str] = (),
) -> dict[str, dict[str, FileSet]]:
    """Return the file sets of all members of ``plan``: package directory -> key of a unit -> file set.

    - ``root`` is the checkout, and ``cargo_root`` the directory of the workspace, as a path from ``root``.
    - ``out`` is the committed plan, which no file set contains, as a path from ``root``.
    - ``macro_inputs`` are the names of packages for which the user lists the inputs of proc-macros.

    Raises ``SourceError`` if a file cannot be read or assigned to a target.
    """
    files = list_checkout(root, cargo_root, plan.directories, out)
    members = [package for package in plan.packages if package.origin.directory is not None]
    workspace = make_workspace(
        (_facts(package, plan, root, files) for package in members), plan.config_paths, plan.directories
    )
    packages = [
        decode_package(
            {
                "directory": package.origin.directory,
                "targets": [target.model_dump() for target in package.targets],
                "macro_inputs": package.name in macro_inputs,
            }
        )
        for package in members
    ]
    return assign_files(workspace, packages)


def _facts(package: PlanPackage, plan: Plan, root: Path, files: Sequence[str]) -> MemberFacts:
    directory = str(package.origin.directory)
    with tempfile.TemporaryDirectory(prefix="cargo-nix-") as scratch:
        (Path(scratch) / directory).mkdir(parents=True, exist_ok=True)
        _copy(root, _member(package, plan.directories, root, files), Path(scratch))
        return scan_member(
            Path(scratch),
            directory,
            excluded=[inner for inner in plan.directories if inner != directory and is_below(inner, directory)],
            scripts=[_source(package, target.src_path) for target in package.targets if target.kind == "custom-build"],
            variables=sorted(plan.config_paths),
        )


def _source(package: PlanPackage, src_path: str) -> str:
    return posixpath.normpath(posixpath.join(str(package.origin.directory), src_path))


def _member(package: PlanPackage, directories: Sequence[str], root: Path, files: Sequence[str]) -> list[str]:
    directory = str(package.origin.directory)
    sources = [_source(package, target.src_path) for target in package.targets]
    elsewhere = {
        posixpath.dirname(path) for path in sources if not is_below(path, directory) and not path.startswith("..")
    }
    if "" in elsewhere or any(_is_behind_link(root, path) for path in sources):
        return list(files)
    inner_packages = [inner for inner in directories if inner != directory and is_below(inner, directory)]
    return [
        path
        for path in files
        if any(is_below(path, outer) for outer in elsewhere)
        or (is_below(path, directory) and not any(is_below(path, inner) for inner in inner_packages))
    ]


def _is_behind_link(root: Path, path: str) -> bool:
    return any((root / part).is_symlink() for part in (path, *(p.as_posix() for p in Path(path).parents)))


def _copy(root: Path, paths: Iterable[str], to: Path) -> None:
    for path in paths:
        target = to / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, target, follow_symlinks=False)
