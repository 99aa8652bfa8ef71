"""Compute the file sets of all members from a source on disk and a plan.

A member is scanned in a copy of the files that nixlib/sources/memberFiles.nix takes. So the result equals the result of
Nix's own scan, and a test compares both.
"""

import posixpath
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from cargo_nix.filesets.assign import assign_files
from cargo_nix.filesets.file_set import FileSet
from cargo_nix.filesets.package_targets import decode_package
from cargo_nix.filesets.workspace_files import is_below, make_workspace
from cargo_nix.plan.schema import Plan, PlanPackage
from cargo_nix.scan.member_facts import MemberFacts
from cargo_nix.scan.scan_member import scan_member

__all__ = ["SourceSets", "checkout_file_sets"]

# nixlib leaves out the same: files that Nix reads and Cargo does not, tokens, and directories of tools in the root.
_OWN_FILES = frozenset(
    {
        *("flake.nix", "flake.lock", "cargo-nix.json", "Cargo.dependencies.nix"),
        *(".cargo/credentials", ".cargo/credentials.toml"),
    }
)
_TOOLS = frozenset({".git", ".hg", ".svn", ".jj", ".direnv"})


def checkout_file_sets(plan: Plan, root: Path, *, macro_inputs: Collection[str] = ()) -> dict[str, dict[str, FileSet]]:
    """Return the file sets of all members of ``plan`` in the source ``root``, as ``SourceSets.of_plan`` does."""
    return SourceSets(root).of_plan(plan, macro_inputs)


class SourceSets:
    """The file sets of a source. Plans with the same packages share the scans."""

    def __init__(self, root: Path) -> None:
        """Take the source ``root``."""
        self._root = root
        self._files = sorted(path for path in _walk(root, "") if path not in _OWN_FILES)
        self._facts: dict[str, MemberFacts] = {}

    def of_plan(self, plan: Plan, macro_inputs: Collection[str]) -> dict[str, dict[str, FileSet]]:
        """Return the file sets of all members of ``plan``: package directory -> key of a unit -> file set.

        ``macro_inputs`` are the names of packages for which the user lists the inputs of proc-macros. All plans must
        have the same configuration and the same directories of packages.

        Raises ``SourceError`` if a file cannot be read or assigned to a target.
        """
        members = [package for package in plan.packages if package.origin.directory is not None]
        facts = [self._facts_of(package, plan) for package in members]
        workspace = make_workspace(facts, plan.config_paths, plan.directories)
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

    def _facts_of(self, package: PlanPackage, plan: Plan) -> MemberFacts:
        directory = str(package.origin.directory)
        if directory not in self._facts:
            self._facts[directory] = _scan(package, plan, self._root, self._files)
        return self._facts[directory]


def _scan(package: PlanPackage, plan: Plan, root: Path, files: Sequence[str]) -> MemberFacts:
    directory = str(package.origin.directory)
    with tempfile.TemporaryDirectory(prefix="cargo-nix-") as scratch:
        (Path(scratch) / directory).mkdir(parents=True, exist_ok=True)
        _copy(root, _member_files(package, plan.directories, root, files), Path(scratch))
        return scan_member(
            Path(scratch),
            directory,
            excluded=[inner for inner in plan.directories if inner != directory and is_below(inner, directory)],
            scripts=[_source(package, target.src_path) for target in package.targets if target.kind == "custom-build"],
            variables=sorted(plan.config_paths),
        )


def _source(package: PlanPackage, src_path: str) -> str:
    return posixpath.normpath(posixpath.join(str(package.origin.directory), src_path))


def _member_files(package: PlanPackage, directories: Sequence[str], root: Path, files: Sequence[str]) -> list[str]:
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


def _walk(root: Path, directory: str) -> Iterator[str]:
    for entry in (root / directory).iterdir():
        path = posixpath.join(directory, entry.name)
        if entry.is_symlink() or entry.is_file():
            yield path
        elif entry.is_dir() and path not in _TOOLS and not (entry / "CACHEDIR.TAG").exists():
            yield from _walk(root, path)
