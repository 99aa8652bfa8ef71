"""A checkout and its plan -> the file sets of all members in the plan's form.

Each member is scanned in a copy of the files that nixlib/sources/memberFiles.nix takes of it, so that the answer is the
one of Nix' own scan on any machine: a test compares the two.
"""

import posixpath
import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from cargo_nix.cargo.run_tool import run_tool
from cargo_nix.filesets.assign import assign_files
from cargo_nix.filesets.file_set import FileSet, decode_package
from cargo_nix.filesets.workspace_files import is_below, make_workspace
from cargo_nix.plan.schema import Plan, PlanPackage
from cargo_nix.scan.member_facts import MemberFacts
from cargo_nix.scan.scan_member import scan_member
from cargo_nix.skeleton import join

__all__ = ["checkout_file_sets"]

# As nixlib has them: what Nix reads and Cargo does not, and directories of other tools in the root.
_OWN_FILES = ("flake.nix", "flake.lock", "cargo-nix.json", "Cargo.dependencies.nix")
_TOOLS = frozenset({".git", ".hg", ".svn", ".jj", ".direnv"})
_RESULT = re.compile(r"result(-[^/]*)?")


def checkout_file_sets(
    plan: Plan,
    root: Path,
    out: str = "cargo-nix.json",
    cargo_root: str = "",
    *,
    macro_inputs: Collection[str] = (),
) -> dict[str, dict[str, FileSet]]:
    """Return the file sets of all members of ``plan`` in the checkout ``root``, by package directory and key.

    The workspace lies in the directory ``cargo_root`` of it.

    Of a git checkout that has Cargo.toml only what git tracks is there: a flake sees no more, and what git ignores
    differs by machine. What Nix reads and Cargo does not is in no set: flakes, native dependencies, and committed
    plans, ``out`` (from the root) among them. Of the packages ``macro_inputs`` the user says what proc-macros read.
    Raises ``SourceError``.
    """
    hidden = {*_OWN_FILES, join(cargo_root, "Cargo.dependencies.nix"), out}
    files = [path for path in _files(root, plan.directories) if path not in hidden and not _is_plan(root / path)]
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
            excluded=[other for other in plan.directories if other != directory and is_below(other, directory)],
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
    others = [other for other in directories if other != directory and is_below(other, directory)]
    return [
        path
        for path in files
        if any(is_below(path, place) for place in elsewhere)
        or (is_below(path, directory) and not any(is_below(path, other) for other in others))
    ]


def _is_plan(path: Path) -> bool:
    if path.suffix != ".json" or not path.is_file():
        return False
    text = path.read_bytes()
    return all(f'"{key}"'.encode() in text for key in ("schema", "inputs", "config_env", "units", "roots"))


def _is_behind_link(root: Path, path: str) -> bool:
    return any((root / part).is_symlink() for part in (path, *(p.as_posix() for p in Path(path).parents)))


def _files(root: Path, directories: Sequence[str]) -> list[str]:
    """Return the files, and the symlinks, of the checkout: what git tracks, or all where it tracks no Cargo.toml."""
    tracked = _tracked(root, directories)
    files = tracked if "Cargo.toml" in tracked else _walk(root, "")
    return sorted(path for path in files if not (_RESULT.fullmatch(path) and (root / path).is_symlink()))


def _tracked(root: Path, directories: Sequence[str]) -> list[str]:
    try:
        listed = run_tool(["git", "ls-files", "-z"], cwd=root, env={})
    except OSError:
        return []
    paths = [path for path in listed.stdout.decode(errors="surrogateescape").split("\0") if path]
    files = []
    for path in paths if listed.code == 0 else []:
        if (root / path).is_symlink() or (root / path).is_file():
            files.append(path)
        elif any(is_below(directory, path) for directory in directories):
            # A submodule that has packages of the plan: whoever builds them has it in the source.
            files += [f"{path}/{name}" for name in _tracked(root / path, [])]
    return files


def _walk(root: Path, directory: str) -> Iterator[str]:
    for entry in sorted((root / directory).iterdir()):
        path = f"{directory}/{entry.name}" if directory else entry.name
        if entry.is_symlink() or entry.is_file():
            yield path
        elif entry.is_dir() and path not in _TOOLS and not (entry / "CACHEDIR.TAG").exists():
            yield from _walk(root, path)


def _copy(root: Path, paths: Iterable[str], to: Path) -> None:
    for path in paths:
        target = to / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, target, follow_symlinks=False)
