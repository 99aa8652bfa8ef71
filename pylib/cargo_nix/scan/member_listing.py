"""List and read the files of one member."""

import errno
import os
import posixpath
from collections.abc import Iterable
from typing import NamedTuple

from cargo_nix.errors import SourceError

__all__ = ["Directory", "Listing", "list_member", "read_source"]

Directory = str | os.PathLike[str]

# Like nixlib/sources/sourcePath.nix, the scan excludes these directories in the root of the source.
_VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".jj", ".direnv"})


class Listing(NamedTuple):
    """The files of a member, as paths from the root of the source.

    ``files``: files and symlinks, sorted.
    ``links``: the target of each symlink.
    """

    files: tuple[str, ...]
    links: dict[str, str]


def list_member(root: Directory, directory: str, excluded: Iterable[str]) -> Listing:
    """Return the files of the member in ``directory`` of the source at ``root``.

    ``excluded`` are directories of nested packages. The listing does not follow symlinks, and excludes Cargo's target
    directories, and directories of version control in the root of the source.
    Raises ``SourceError`` if a directory cannot be listed.
    """
    skipped = frozenset(excluded)
    files: list[str] = []
    links: dict[str, str] = {}
    todo = [directory]
    while todo:
        folder = todo.pop()
        for entry in _entries(root, folder):
            # JSON and Rust code cannot contain a name that is not UTF-8. Such a file follows the files beside it.
            if not _is_text(entry.name):
                continue
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink():
                target = _target(root, path)
                links.update({path: target} if _is_text(target) else {})
                files.append(path)
            elif not entry.is_dir(follow_symlinks=False):
                files.append(path)
            elif path not in skipped and path not in _VERSION_CONTROL and not _is_target(entry):
                todo.append(path)
    return Listing(files=tuple(sorted(files)), links=dict(sorted(links.items())))


def read_source(root: Directory, path: str) -> bytes:
    """Return the contents of ``path``, empty for a broken or circular symlink and for a directory.

    Raises ``SourceError`` if an existing file cannot be read.
    """
    try:
        with open(os.path.join(root, path), "rb", buffering=0) as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return b""
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.ELOOP:
            return b""
        raise SourceError(problem=f"a source file cannot be read: {error}", place=os.path.join(root, path)) from error


def _entries(root: Directory, folder: str) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(os.path.join(root, folder)) as entries:
            return list(entries)
    except OSError as error:
        raise SourceError(
            problem=f"a directory cannot be listed: {error.strerror}", place=os.path.join(root, folder)
        ) from error


def _target(root: Directory, link: str) -> str:
    """Return the direct target of the symlink ``link``, from the root. A target outside starts with ``..``."""
    target = os.readlink(os.path.join(root, link))
    if posixpath.isabs(target):
        return os.path.relpath(target, os.path.realpath(root)).replace(os.sep, "/")
    return posixpath.join(posixpath.dirname(link), target)


def _is_text(name: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _is_target(entry: "os.DirEntry[str]") -> bool:
    return os.path.exists(os.path.join(entry.path, "CACHEDIR.TAG"))
