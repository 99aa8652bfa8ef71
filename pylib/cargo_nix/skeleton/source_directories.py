"""The directories of a source, with manifests. nixlib/skeleton/openTree.nix follows the same rules."""

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
    """A directory of the source, listed at most once. A symlink counts as its target.

    ``path`` starts at the root of the source; ``location`` is the path on disk.
    """

    def __init__(self, path: str, location: Path) -> None:
        """Take the directory at ``location``, and call it ``path``."""
        self.path = path
        self.location = location
        self._children: dict[str, Directory | None] = {}

    @cached_property
    def entries(self) -> dict[str, os.DirEntry[str]]:
        """The entries of the directory by name, sorted by name. Raises ``OSError`` if listing fails."""
        with os.scandir(self.location) as entries:
            return {entry.name: entry for entry in sorted(entries, key=lambda entry: entry.name)}

    def child(self, name: str) -> "Directory | None":
        """Return the directory ``name`` in this directory, None if ``name`` is not a directory."""
        if name not in self._children:
            entry = self.entries.get(name)
            is_directory = entry is not None and entry.is_dir()
            self._children[name] = Directory(join_path(self.path, name), self.location / name) if is_directory else None
        return self._children[name]

    def is_file(self, name: str) -> bool:
        """Return whether the directory has a file ``name``. A broken symlink counts, because Nix cannot detect it."""
        return name in self.entries and not self.entries[name].is_dir()

    def file_in(self, folder: str, name: str) -> bool:
        """Return whether the directory ``folder`` in this directory has a file ``name``, without listing ``folder``."""
        path = self.location / folder / name
        return self.entries[folder].is_dir() and os.path.lexists(path) and not path.is_dir()

    @cached_property
    def manifest(self) -> ManifestPaths | None:
        """The paths of Cargo.toml, None without a Cargo.toml. Raises ``SourceError`` if the file is not UTF-8."""
        if not self.is_file("Cargo.toml"):
            return None
        return read_manifest_paths(read_utf8(self.location / "Cargo.toml", join_path(self.path, "Cargo.toml")))


def directory_at(tree: Directory, path: str | None) -> Directory | None:
    """Return the directory at ``path`` in ``tree``, None without such a directory, or if ``path`` is None."""
    directory: Directory | None = None if path is None else tree
    for name in parts_of(path or ""):
        directory = None if directory is None else directory.child(name)
    return directory


def walk_directories(directory: Directory, *, depth: int = 0, behind_link: bool = False) -> Iterator[Directory]:
    """Yield ``directory`` and all directories below, except build results and version control.

    A path passes at most one symlink, because a symlink to a parent directory has no end. ``behind_link`` is whether
    ``directory`` is behind a symlink already. Raises ``SourceError`` below _DEPTH nested directories; Nix would need
    hours for more. nixlib/skeleton/walkDirectories.nix follows the same rules.
    """
    if depth > _DEPTH:
        raise SourceError(
            problem="`**` covers too many nested directories",
            place=directory.path,
            expected=f"{_DEPTH} nested directories at most",
            came="more nested directories",
            ways_out=("name the members, or a smaller directory",),
        )
    yield directory
    for name, entry in directory.entries.items():
        child = directory.child(name)
        is_link = entry.is_symlink()
        if child is None or name in _TOOLS or (is_link and behind_link) or "CACHEDIR.TAG" in child.entries:
            continue
        yield from walk_directories(child, depth=depth + 1, behind_link=behind_link or is_link)


def read_utf8(location: Path, path: str) -> str:
    """Return the text of the file at ``location``, with unchanged line ends, because Nix hashes the same text.

    ``path`` is the name of the file in messages. Raises ``SourceError`` with the line if the file is not UTF-8, which
    Cargo refuses too.
    """
    content = location.read_bytes()
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SourceError(
            problem="a file of the workspace is not UTF-8",
            place=f"{path}:{line}",
            expected="UTF-8, as Cargo requires",
            came="bytes of another encoding",
            ways_out=("convert the file, from Latin-1 with `iconv -f latin1 -t utf8`",),
        ) from error
