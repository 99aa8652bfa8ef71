"""The files of a workspace before the build, and the resolution of absolute paths among these files."""

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Tree", "read_tree"]

_MOST_LINKS = 40  # the limit of Linux


@dataclass(kw_only=True, slots=True)
class Tree:
    """A workspace below ``root``. All paths are relative to ``root``, with slashes.

    - ``files`` are all files and symlinks.
    - ``links`` maps symlinks to the texts of their targets.
    - ``directories`` maps each directory ("" for the root) to the sorted names in it.
    - ``ignored`` are directories that the other fields leave out.
    """

    root: str
    files: frozenset[str]
    links: Mapping[str, str]
    directories: Mapping[str, tuple[str, ...]]
    ignored: tuple[str, ...] = ()
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def paths_at(self, path: str) -> tuple[str, ...]:
        """Return the workspace paths behind ``path``, which is absolute but not normalised.

        The result has each symlink on the way, and the final file or directory. The path of a directory ends with a
        slash. A missing path, the root, and a path outside of the workspace are left out.
        """
        if path not in self._known:
            self._known[path] = tuple(self._walk(path)) if self.root in path or "/../" in path else ()
        return self._known[path]

    def shown_at(self, path: str) -> Iterator[str]:
        """Yield each path directly in the directory at ``path``, as a listing shows the directory to a program."""
        directories = (
            [""] if path == self.root else [entry[:-1] for entry in self.paths_at(path) if entry.endswith("/")]
        )
        for directory in directories:
            for name in self.directories[directory]:
                inner = posixpath.join(directory, name)
                yield inner if inner in self.files else f"{inner}/"

    def _walk(self, path: str) -> Iterator[str]:
        remaining = [part for part in reversed(path.split("/")) if part not in {"", "."}]
        location, link_count = "", 0
        while remaining:
            part = remaining.pop()
            location = posixpath.dirname(location).rstrip("/") if part == ".." else f"{location}/{part}"
            inner = self._inner(location)
            if inner is None or inner == "":
                continue
            if inner in self.links and link_count < _MOST_LINKS:
                yield inner
                link_count += 1
                target = self.links[inner]
                location = "" if target.startswith("/") else posixpath.dirname(location)
                remaining += [part for part in reversed(target.split("/")) if part not in {"", "."}]
            elif (
                inner not in self.directories and (inner not in self.files or remaining) and not self._is_ignored(inner)
            ):
                return
        inner = self._inner(location)
        if inner and (inner in self.files or inner in self.directories):
            yield inner if inner in self.files else f"{inner}/"

    def _is_ignored(self, inner: str) -> bool:
        return any(inner == path or inner.startswith(f"{path}/") for path in self.ignored)

    def _inner(self, location: str) -> str | None:
        if location == self.root:
            return ""
        return location[len(self.root) + 1 :] if location.startswith(f"{self.root}/") else None


def read_tree(root: Path, ignored: Iterable[str] = ()) -> Tree:
    """Return the tree at ``root`` without the paths ``ignored``. Raises OSError if a directory cannot be read."""
    ignored_paths = tuple(sorted(ignored))
    files, links, directories = set[str](), dict[str, str](), dict[str, tuple[str, ...]]()
    stack = [""]
    while stack:
        directory = stack.pop()
        names = []
        with os.scandir(root / directory) as entries:
            for entry in entries:
                path = posixpath.join(directory, entry.name)
                if path in ignored_paths:
                    continue
                names.append(entry.name)
                if entry.is_dir(follow_symlinks=False):
                    stack.append(path)
                    continue
                files.add(path)
                if entry.is_symlink():
                    links[path] = str(Path(entry.path).readlink())
        directories[directory] = tuple(sorted(names))
    return Tree(root=str(root), files=frozenset(files), links=links, directories=directories, ignored=ignored_paths)
