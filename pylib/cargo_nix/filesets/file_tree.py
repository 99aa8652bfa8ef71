"""A set of files told in a few paths: what to take, what to leave. Standard library only."""

import posixpath
from collections.abc import Collection, Iterable

__all__ = ["FileTree", "is_taken"]


class FileTree:
    """The files of the package in ``directory``, without those of the ``others`` below it."""

    def __init__(self, directory: str, files: Iterable[str], others: Iterable[str] = ()) -> None:
        """Take the paths of all ``files``, from the root of the source; ``others`` are directories of packages."""
        self._directory = directory
        self._divided = {parent for other in others for parent, _child in _ancestors(other)}
        self._children: dict[str, set[str]] = {}
        self._totals: dict[str, int] = {}
        for path in set(files):
            for parent, child in _ancestors(path):
                self._children.setdefault(parent, set()).add(child)
                self._totals[parent] = self._totals.get(parent, 0) + 1

    def below(self, path: str) -> Iterable[str]:
        """Yield the files at ``path`` and below it."""
        todo = [path]
        while todo:
            at = todo.pop()
            if at in self._children:
                todo += self._children[at]
            elif posixpath.dirname(at) in self._children and at in self._children[posixpath.dirname(at)]:
                yield at

    def take_and_leave(self, wanted: Collection[str]) -> tuple[list[str], list[str]]:
        """Return two sorted lists of paths: of those that hold a file of the tree, the longest decides about it.

        A directory is taken if more of it is wanted than not, so that a file which is newer than the lists goes with
        most of its neighbours. All of ``wanted`` are in the tree.
        """
        inside: dict[str, int] = {}
        needed: dict[str, set[str]] = {}
        for path in wanted:
            for parent, child in _ancestors(path):
                inside[parent] = inside.get(parent, 0) + 1
                needed.setdefault(parent, set()).add(child)
        take: list[str] = []
        leave: list[str] = []
        # The directory of the package is never taken itself: other packages may lie in it.
        todo = [(self._directory, False)]
        while todo:
            directory, is_taken = todo.pop()
            for path in self._children.get(directory, ()) if is_taken else needed.get(directory, ()):
                count, total = inside.get(path, 0), self._totals.get(path)
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
    """Tell whether ``path`` is taken: what nixlib/sources/sourcePath.nix does with these lists."""
    while True:
        if path in take:
            return True
        if path in leave or not path:
            return False
        path = posixpath.dirname(path)


def _ancestors(path: str) -> Iterable[tuple[str, str]]:
    """Yield the directories above ``path``, each with what of it leads to ``path``; the root is the empty text."""
    while path:
        parent = posixpath.dirname(path)
        yield parent, path
        path = parent
