"""Describe a set of files with few paths: paths to take and paths to leave. Standard library only."""

import posixpath
from collections.abc import Collection, Iterable

__all__ = ["FileTree", "is_taken"]


class FileTree:
    """The files of the package in ``directory``, as a tree."""

    def __init__(self, directory: str, files: Iterable[str], packages: Iterable[str] = ()) -> None:
        """Take the ``files`` of the package; ``packages`` are directories of other packages, which may be nested.

        All paths start at the root of the source.
        """
        self._directory = directory
        self._divided = {parent for package in packages for parent, _child in _ancestors(package)}
        self._children: dict[str, set[str]] = {}
        self._totals: dict[str, int] = {}
        for path in set(files):
            for parent, child in _ancestors(path):
                self._children.setdefault(parent, set()).add(child)
                self._totals[parent] = self._totals.get(parent, 0) + 1

    def below(self, path: str) -> Iterable[str]:
        """Yield the files at and below ``path``."""
        todo = [path]
        while todo:
            entry = todo.pop()
            if entry in self._children:
                todo += self._children[entry]
            elif posixpath.dirname(entry) in self._children and entry in self._children[posixpath.dirname(entry)]:
                yield entry

    def take_and_leave(self, files: Collection[str]) -> tuple[list[str], list[str]]:
        """Return two sorted lists that describe ``files``, files of the tree: paths to take and paths to leave.

        For each file, the longest path in the lists decides. A directory is taken if most of its files are wanted, so
        that a new file follows most of the files beside it.
        """
        counts: dict[str, int] = {}
        needed: dict[str, set[str]] = {}
        for path in files:
            for parent, child in _ancestors(path):
                counts[parent] = counts.get(parent, 0) + 1
                needed.setdefault(parent, set()).add(child)
        take: list[str] = []
        leave: list[str] = []
        # The lists never have the directory of the package itself, because it may contain other packages.
        todo = [(self._directory, False)]
        while todo:
            directory, is_taken = todo.pop()
            for path in self._children.get(directory, ()) if is_taken else needed.get(directory, ()):
                count, total = counts.get(path, 0), self._totals.get(path)
                if total is None:
                    decision = path in needed.get(directory, ())
                else:
                    decision = 2 * count > total and path not in self._divided
                if decision != is_taken:
                    (take if decision else leave).append(path)
                if total is not None and count != (total if decision else 0):
                    todo.append((path, decision))
        return sorted(take), sorted(leave)


def is_taken(path: str, take: Collection[str], leave: Collection[str]) -> bool:
    """Return whether ``take`` and ``leave`` include ``path``, by the rule of nixlib/sources/sourcePath.nix."""
    while True:
        if path in take:
            return True
        if path in leave or not path:
            return False
        path = posixpath.dirname(path)


def _ancestors(path: str) -> Iterable[tuple[str, str]]:
    """Yield the parent directories of ``path`` ("" is the root), each with its child on the way to ``path``."""
    while path:
        parent = posixpath.dirname(path)
        yield parent, path
        path = parent
