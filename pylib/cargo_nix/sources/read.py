"""The one place of the scan that touches the disk."""

import os
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from cargo_nix.errors import SourceError

__all__ = ["Package", "read_package"]

_NEVER = frozenset({".git", ".hg", ".svn", ".jj"})
_BUILD_MARKS = ("CACHEDIR.TAG", ".rustc_info.json")


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """The files of one member: paths relative to its root, as the directory shows them.

    ``location`` is where the package lies in its workspace, empty for the root package. ``excluded`` are the
    directories below it that are other members', ``nested`` those with a manifest of their own, which Cargo takes for
    other packages; ``links`` the symlinks; ``empty`` the directories with no file below them, which git would not have.
    """

    root: Path
    location: str
    files: frozenset[str]
    excluded: frozenset[str] = frozenset()
    nested: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    _contents: dict[str, bytes | None] = field(default_factory=dict)
    _found: dict[str, bool] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        """Return the contents of ``path``, or None where it is no file: rustc then says what it thinks of it.

        Raises SourceError for a file that is there and cannot be read.
        """
        if path not in self._contents:
            self._contents[path] = _read_file(self.root / path)
        return self._contents[path]

    def exists(self, path: str) -> bool:
        """Tell whether ``path`` is a file; one behind a directory symlink is, though the listing has it not."""
        if path in self.files:
            return True
        if path not in self._found:
            self._found[path] = (self.root / path).is_file()
        return self._found[path]

    def may_exist(self, path: str) -> bool:
        """Tell whether ``path`` is a file, or lies behind a symlink to where a scan of a member sees nothing."""
        return self.exists(path) or self.leads_out(path) is not None

    def in_workspace(self, path: str) -> str:
        """Turn a path from the package root into one from the workspace root; ``..`` in front leaves that too."""
        return posixpath.normpath(posixpath.join(self.location, path))

    def is_beyond(self, path: str) -> bool:
        """Tell whether ``path``, a normal one from the package root, leads out of it or into a member below it."""
        return path.startswith("../") or any(path == top or path.startswith(f"{top}/") for top in self.excluded)

    def beyond(self, path: str) -> str | None:
        """Return ``path`` from the workspace root where it lies in the workspace and beyond the package, or None.

        None for a directory that holds the package, too: what of it is meant, nobody says.
        """
        found = self.in_workspace(path)
        holds = found == "." or f"{self.location}/".startswith(f"{found}/")
        return None if not self.is_beyond(path) or holds or found.startswith("..") else found

    def leads_out(self, path: str) -> tuple[str, str] | None:
        """Return the symlink on the way of ``path`` that leaves the package, and its target in the workspace."""
        link = self._first_link(path)
        if link is None:
            return None
        real = os.path.relpath(os.path.realpath(self.root / link), os.path.realpath(self.root))
        target = self.beyond(real.replace(os.sep, "/"))
        return None if target is None else (link, target)

    def behind_links(self, files: Iterable[str]) -> frozenset[str]:
        """Return what the symlinks among ``files`` lead to in the workspace beyond the package."""
        found = (self.leads_out(path) for path in self.links.intersection(files))
        return frozenset(way[1] for way in found if way is not None)

    def is_nested(self, path: str) -> bool:
        """Tell whether ``path`` belongs to a package below this one."""
        while self.nested and (path := posixpath.dirname(path)):
            if path in self.nested:
                return True
        return False

    def through_links(self, path: str) -> tuple[str, ...]:
        """Return what must be there for ``path`` to be read: all symlinks on the way and what they lead to, or itself.

        Of a symlink that leaves the package itself is enough: ``behind_links`` has what any of them leads to.
        """
        found: list[str] = []
        while (link := self._first_link(path)) is not None and link not in found:
            found.append(link)
            target = self._follow(link)
            if self.is_beyond(target):
                return tuple(found)
            path = posixpath.normpath(target + path[len(link) :])
        return (*found, path)

    def _first_link(self, path: str) -> str | None:
        prefix = ""
        for part in path.split("/") if self.links else ():
            prefix = posixpath.join(prefix, part)
            if prefix in self.links:
                return prefix
        return None

    def _follow(self, link: str) -> str:
        """Return where the symlink ``link`` itself leads, from the package; ``..`` in front leaves it."""
        target = (self.root / link).readlink().as_posix()
        if posixpath.isabs(target):
            return os.path.relpath(os.path.realpath(target), os.path.realpath(self.root)).replace(os.sep, "/")
        return posixpath.normpath(posixpath.join(posixpath.dirname(link), target))


def read_package(root: Path, *, location: str = "", excluded: Iterable[str] = ()) -> Package:
    """List the files below ``root``.

    ``location`` is where the package lies in its workspace (``crates/core``), ``excluded`` are directories that
    belong to others, relative to ``root``: members below this one. Version control and build directories are
    left out. A symlink counts as a file and is not followed. Raises SourceError where ``root`` is no directory.
    """
    if not root.is_dir():
        raise SourceError(problem=f"the package directory {root} is missing", expected="a directory")
    skipped = frozenset(posixpath.normpath(path) for path in excluded)
    files: list[str] = []
    links: set[str] = set()
    nested: set[str] = set()
    seen: set[str] = set()
    todo = [""]
    while todo:
        at = todo.pop()
        directories, names, linked = _list(root, at)
        if at and "Cargo.toml" in names:
            nested.add(at.removesuffix("/"))
        files += [at + name for name in names]
        links |= {at + name for name in linked}
        own = [at + name for name in directories if at + name not in skipped and not _is_build(root / at / name)]
        seen.update(own)
        todo += [f"{path}/" for path in own]
    holding = {parent.as_posix() for path in (*files, *skipped) for parent in PurePosixPath(path).parents}
    return Package(
        root=root,
        location="" if location == "." else location,
        files=frozenset(files),
        excluded=skipped,
        nested=frozenset(nested),
        links=frozenset(links),
        empty=frozenset(seen - holding),
    )


def _list(root: Path, at: str) -> tuple[list[str], list[str], list[str]]:
    """Return the directories, files and symlinks of one directory; a symlink is a file as well."""
    directories, names, links = [], [], []
    try:
        with os.scandir(root / at) as entries:
            for entry in entries:
                if entry.is_symlink():
                    links.append(entry.name)
                if entry.is_dir(follow_symlinks=False):
                    directories.append(entry.name)
                else:
                    names.append(entry.name)
    except OSError as error:
        raise SourceError(problem=f"a directory cannot be listed: {error.strerror}", place=str(root / at)) from error
    return [name for name in directories if name not in _NEVER], names, links


def _read_file(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise SourceError(problem=f"a source file cannot be read: {error}", place=str(path)) from error


def _is_build(path: Path) -> bool:
    """Tell a target directory by the files that Cargo marks it with: `target` may be a module too."""
    return path.name.startswith("target") and any((path / mark).exists() for mark in _BUILD_MARKS)
