"""The files of one member: the one place of the scan that touches the disk."""

import errno
import os
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cargo_nix.errors import SourceError

__all__ = ["Listing", "list_member", "read_source"]

# As nixlib/sources/sourcePath.nix has them: they are no files of the workspace where they lie in its root.
_VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".jj", ".direnv"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """Paths from the root of the source: ``files``, sorted, and where the symlinks among them lead."""

    files: tuple[str, ...]
    links: dict[str, str]


def list_member(root: Path, directory: str, excluded: Iterable[str]) -> Listing:
    """List the files of the member in ``directory`` of the source at ``root``.

    ``excluded`` are directories of other packages below it. A symlink is a file and is not followed. Directories of
    version control in the root of the source and Cargo's target directories are left out. Raises ``SourceError`` where
    a directory cannot be listed.
    """
    skipped = frozenset(excluded)
    files: list[str] = []
    links: dict[str, str] = {}
    todo = [directory]
    while todo:
        at = todo.pop()
        for entry in _entries(root, at):
            # Rust code cannot name what is no text, and JSON cannot hold it: it goes with its neighbours.
            if not _is_text(entry.name):
                continue
            path = f"{at}/{entry.name}" if at else entry.name
            if entry.is_symlink():
                target = _target(root, path)
                links.update({path: target} if _is_text(target) else {})
                files.append(path)
            elif not entry.is_dir(follow_symlinks=False):
                files.append(path)
            elif path not in skipped and path not in _VERSION_CONTROL and not _is_target(entry):
                todo.append(path)
    return Listing(files=tuple(sorted(files)), links=dict(sorted(links.items())))


def read_source(root: Path, path: str) -> bytes:
    """Return the contents of ``path``; nothing for a symlink that leads nowhere, round or to a directory.

    Raises ``SourceError`` for a file that is there and cannot be read.
    """
    try:
        return (root / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return b""
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.ELOOP:
            return b""
        raise SourceError(problem=f"a source file cannot be read: {error}", place=str(root / path)) from error


def _entries(root: Path, at: str) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(root / at) as entries:
            return list(entries)
    except OSError as error:
        raise SourceError(problem=f"a directory cannot be listed: {error.strerror}", place=str(root / at)) from error


def _target(root: Path, link: str) -> str:
    """Return where the symlink ``link`` itself leads, from the root; ``..`` in front leaves the source."""
    target = os.readlink(root / link)
    if posixpath.isabs(target):
        return os.path.relpath(target, os.path.realpath(root)).replace(os.sep, "/")
    return posixpath.join(posixpath.dirname(link), target)


def _is_text(name: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _is_target(entry: "os.DirEntry[str]") -> bool:
    return os.path.exists(os.path.join(entry.path, "CACHEDIR.TAG"))
