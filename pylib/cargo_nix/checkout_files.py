"""The files of a checkout that Nix sees. nixlib/sources/sourcePath.nix has the same rules, and a test compares both."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from cargo_nix.cargo.run_tool import run_tool
from cargo_nix.filesets.workspace_files import is_below
from cargo_nix.skeleton import join_path

__all__ = ["list_checkout"]

# The same names as in nixlib: files that Nix reads and Cargo does not, tokens, and directories of tools in the root.
_OWN_FILES = (
    *("flake.nix", "flake.lock", "cargo-nix.json", "Cargo.dependencies.nix"),
    *(".cargo/credentials", ".cargo/credentials.toml"),
)
_TOOLS = frozenset({".git", ".hg", ".svn", ".jj", ".direnv"})
_RESULT = re.compile(r"result(-[^/]*)?")


def list_checkout(root: Path, cargo_root: str, directories: Sequence[str], out: str) -> list[str]:
    """Return the files of the checkout ``root`` that file sets may contain, as sorted paths from ``root``.

    - ``cargo_root`` is the directory of the workspace, as a path from ``root``.
    - ``directories`` are the directories of packages. A submodule counts only if it contains a package.
    - ``out`` is the committed plan to leave out, as a path from ``root``.

    In a git checkout that tracks Cargo.toml, only tracked files count: a flake sees no other files, and ignored files
    differ by machine. Files that Nix reads and Cargo does not are left out: flakes, native dependencies and committed
    plans.
    """
    hidden = {*_OWN_FILES, join_path(cargo_root, "Cargo.dependencies.nix"), out}
    return [path for path in _files(root, directories) if path not in hidden and not _is_plan(root / path)]


def _is_plan(path: Path) -> bool:
    if path.suffix != ".json" or not path.is_file():
        return False
    text = path.read_bytes()
    return all(f'"{key}"'.encode() in text for key in ("schema", "inputs", "config_env", "units", "roots"))


def _files(root: Path, directories: Sequence[str]) -> list[str]:
    """Return the files and symlinks of the checkout: tracked files, or all files if git does not track Cargo.toml."""
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
            # A submodule with packages of the plan. The source of such a build contains the submodule.
            files += [f"{path}/{name}" for name in _tracked(root / path, [])]
    return files


def _walk(root: Path, directory: str) -> Iterator[str]:
    for entry in sorted((root / directory).iterdir()):
        path = f"{directory}/{entry.name}" if directory else entry.name
        if entry.is_symlink() or entry.is_file():
            yield path
        elif entry.is_dir() and path not in _TOOLS and not (entry / "CACHEDIR.TAG").exists():
            yield from _walk(root, path)
