"""A checkout and its plan -> the file sets of all members in the plan's form.

Each member is scanned in a copy of what nixlib/sources/memberSources.nix would take of it, so that the answer is the
one of Nix' own scan, on whatever machine: a test compares the two.
"""

import posixpath
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from cargo_nix.cargo.process import run_tool
from cargo_nix.plan.schema import FilesLeftOut, Plan, PlanPackage
from cargo_nix.skeleton import join
from cargo_nix.sources.request import answer_directory
from cargo_nix.sources.settle import settle

__all__ = ["scan_members"]

# As nixlib has them: what Nix reads and Cargo does not, and directories of other tools.
_OWN_FILES = ("flake.nix", "flake.lock", "cargo-nix.json", "Cargo.dependencies.nix")
_TOOLS = frozenset({".git", ".hg", ".svn", ".jj", ".direnv"})
_RESULT = re.compile(r"result(-[^/]*)?")


def scan_members(
    plan: Plan, root: Path, out: str = "cargo-nix.json", cargo_root: str = ""
) -> dict[str, dict[str, FilesLeftOut]]:
    """Return the file sets of all members of ``plan`` in the checkout ``root``, by package directory.

    The workspace lies in the directory ``cargo_root`` of it.

    Of a git checkout that has Cargo.toml only what git tracks is there: a flake sees no more, and what git ignores
    differs by machine. What Nix reads and Cargo does not is in no set: flakes, native dependencies, and committed
    plans, ``out`` (from the root) among them. Raises ``SourceError``.
    """
    hidden = {*_OWN_FILES, join(cargo_root, "Cargo.dependencies.nix"), out}
    files = [path for path in _files(root, plan.directories) if path not in hidden and not _is_plan(root / path)]
    scans = {}
    judged = {
        member
        for package in plan.packages
        for target in package.targets
        for reading in target.may_read_files.values()
        if isinstance(reading, list)
        for member in reading
    }
    for package in plan.packages:
        directory = package.origin.directory
        if directory is not None:
            with tempfile.TemporaryDirectory(prefix="cargo-nix-") as scratch:
                (Path(scratch) / directory).mkdir(parents=True, exist_ok=True)
                _copy(root, _member(package, plan.directories, root, files), Path(scratch))
                targets = [target.model_dump() for target in package.targets]
                scan = answer_directory(
                    Path(scratch), directory, targets, directories=plan.directories, judged=directory in judged
                )
            scans[directory] = asdict(scan)
    return {
        directory: {key: FilesLeftOut(**files) for key, files in sets.items()}
        for directory, sets in settle(scans).items()
    }


def _member(package: PlanPackage, directories: Sequence[str], root: Path, files: Sequence[str]) -> list[str]:
    directory = str(package.origin.directory)
    sources = [posixpath.normpath(posixpath.join(directory, target.src_path)) for target in package.targets]
    apart = {posixpath.dirname(path) for path in sources if not _below(directory, path) and not path.startswith("..")}
    if "" in apart or any(_is_behind_link(root, path) for path in sources):
        return list(files)
    others = [other for other in directories if other != directory and _below(directory, other)]
    return [
        path
        for path in files
        if any(_below(place, path) for place in apart)
        or (_below(directory, path) and not any(_below(other, path) for other in others))
    ]


def _is_plan(path: Path) -> bool:
    if path.suffix != ".json" or not path.is_file():
        return False
    text = path.read_bytes()
    return all(f'"{key}"'.encode() in text for key in ("schema", "inputs", "config_env", "units", "roots"))


def _below(directory: str, path: str) -> bool:
    return directory in {"", path} or path.startswith(f"{directory}/")


def _is_behind_link(root: Path, path: str) -> bool:
    return any((root / part).is_symlink() for part in (path, *(p.as_posix() for p in Path(path).parents)))


def _files(root: Path, directories: Sequence[str]) -> list[str]:
    """Return the files, and the symlinks, of the checkout: what git tracks, or all where it tracks no Cargo.toml."""
    tracked = _tracked(root, directories)
    found = tracked if "Cargo.toml" in tracked else _walk(root, "")
    return sorted(path for path in found if not (_RESULT.fullmatch(path) and (root / path).is_symlink()))


def _tracked(root: Path, directories: Sequence[str]) -> list[str]:
    try:
        listed = run_tool(["git", "ls-files", "-z"], cwd=root, env={})
    except OSError:
        return []
    paths = [path for path in listed.stdout.decode(errors="surrogateescape").split("\0") if path]
    found = []
    for path in paths if listed.code == 0 else []:
        if (root / path).is_symlink() or (root / path).is_file():
            found.append(path)
        elif any(_below(path, directory) for directory in directories):
            # A submodule that has packages of the plan: whoever builds them has it in the source.
            inner = _tracked(root / path, [])
            found += [f"{path}/{name}" for name in inner]
    return found


def _walk(root: Path, at: str) -> Iterator[str]:
    for entry in sorted((root / at).iterdir()):
        path = f"{at}/{entry.name}" if at else entry.name
        if entry.is_symlink() or entry.is_file():
            yield path
        elif entry.is_dir() and entry.name not in _TOOLS and not (entry / "CACHEDIR.TAG").exists():
            yield from _walk(root, path)


def _copy(root: Path, paths: Iterable[str], to: Path) -> None:
    for path in paths:
        target = to / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, target, follow_symlinks=False)
