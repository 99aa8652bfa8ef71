"""The directories of a source, listed once each, with their manifests. nixlib/skeleton/openTree.nix is the same."""

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from cargo_nix.errors import SourceError
from cargo_nix.skeleton.manifest_paths import ManifestPaths, read_manifest_paths
from cargo_nix.skeleton.path_text import join_path, parts_of

__all__ = ["Directory", "directory_at", "read_utf8", "walk_directories"]

_DEPTH = 100
_TOOLS = frozenset({".git", ".hg", ".svn", ".jj", ".direnv"})


class Directory:
    """A directory: ``path`` is from the source's root, ``location`` is where it lies. A symlink is what it leads to."""

    def __init__(self, path: str, location: Path) -> None:
        """Take the directory at ``location`` as ``path``."""
        self.path = path
        self.location = location
        self._children: dict[str, Directory | None] = {}

    @cached_property
    def entries(self) -> dict[str, os.DirEntry[str]]:
        """What lies in the directory, by name and in the order of names."""
        with os.scandir(self.location) as entries:
            return {entry.name: entry for entry in sorted(entries, key=lambda entry: entry.name)}

    def child(self, name: str) -> "Directory | None":
        """Return the directory ``name`` in this one, None where that is none."""
        if name not in self._children:
            entry = self.entries.get(name)
            is_directory = entry is not None and entry.is_dir()
            self._children[name] = Directory(join_path(self.path, name), self.location / name) if is_directory else None
        return self._children[name]

    def is_file(self, name: str) -> bool:
        """Return whether the directory has a file ``name``. Nix cannot tell a link to nothing from one to a file."""
        return name in self.entries and not self.entries[name].is_dir()

    def file_in(self, folder: str, name: str) -> bool:
        """Return whether the directory ``folder`` in this one has a file ``name``, and look at nothing else there."""
        path = self.location / folder / name
        return self.entries[folder].is_dir() and os.path.lexists(path) and not path.is_dir()

    @cached_property
    def manifest(self) -> ManifestPaths | None:
        """What its Cargo.toml names, None where it has none."""
        if not self.is_file("Cargo.toml"):
            return None
        return read_manifest_paths(read_utf8(self.location / "Cargo.toml", join_path(self.path, "Cargo.toml")))


def directory_at(tree: Directory, path: str | None) -> Directory | None:
    """Return the directory of ``tree`` that lies at ``path``, None where none does, or ``path`` is None."""
    directory: Directory | None = None if path is None else tree
    for name in parts_of(path or ""):
        directory = None if directory is None else directory.child(name)
    return directory


def walk_directories(directory: Directory, *, depth: int = 0, behind_link: bool = False) -> Iterator[Directory]:
    """Return ``directory`` and all below it, but for build results and version control.

    One symlink at most is looked into (``behind_link``: none): of one that leads to a directory around it there is no
    end. Raises ``SourceError`` at a ``depth`` that no workspace has, and that Nix takes hours for.
    nixlib/skeleton/walkDirectories.nix is the same.
    """
    if depth > _DEPTH:
        raise SourceError(
            problem="`**` leads too deep",
            place=directory.path,
            expected=f"{_DEPTH} directories below each other at most",
            came="more of them",
            ways_out=("name the members, or a directory that has few others below it",),
        )
    yield directory
    for name, entry in directory.entries.items():
        child = directory.child(name)
        is_link = entry.is_symlink()
        if child is None or name in _TOOLS or (is_link and behind_link) or "CACHEDIR.TAG" in child.entries:
            continue
        yield from walk_directories(child, depth=depth + 1, behind_link=behind_link or is_link)


def read_utf8(location: Path, path: str) -> str:
    """Return the text of the file at ``location``, byte for byte: Nix hashes what stands there.

    ``path`` is what messages call it. Raises ``SourceError`` where it is not UTF-8: Cargo takes no such file either.
    """
    content = location.read_bytes()
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SourceError(
            problem="a file of the workspace is not UTF-8",
            place=f"{path}:{line}",
            expected="UTF-8: Cargo reads nothing else",
            came="bytes of another encoding",
            ways_out=("write it as UTF-8: `iconv -f latin1 -t utf8`, where it is Latin-1",),
        ) from error
