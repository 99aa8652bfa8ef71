"""Sources in a writable copy, for the few units that need one.

Build scripts may write beside their sources: Cargo's contract forbids it and its file system lets them. In the store
they cannot. One that stops over it runs again in a copy; what it wrote there is kept in the run's output as
``written``, and rustc sees the package with those files laid over it. A test that may write
to its sources is compiled and run in such a copy as well.
"""

import os

__all__ = ["Copy", "asks_to_write", "lay_over"]

_REFUSALS = (b"Permission denied", b"PermissionDenied", b"Read-only file system", b"ReadOnlyFilesystem", b"os error 13")


def asks_to_write(output: bytes) -> bool:
    """Whether a script that failed with ``output`` (both streams) seems to have failed over a read-only file."""
    return any(refusal in output for refusal in _REFUSALS)


class Copy:
    """A writable copy of the source tree ``src`` at ``place``; afterwards it knows what was written to it."""

    def __init__(self, src: str, copy: str) -> None:
        """Copy ``src`` to ``copy``, which must not exist."""
        self.src, self.place = src, copy
        self._times: dict[str, int] = {}
        for relative in _files(src, keep_links=True):
            _copy(src + "/" + relative, copy + "/" + relative)
            self._times[relative] = os.lstat(copy + "/" + relative).st_mtime_ns

    def inside(self, path: str) -> str:
        """Return ``path`` of the source tree as it is called in the copy."""
        return self.place + path[len(self.src) :]

    def keep_written(self, out: str) -> list[str]:
        """Copy the files that are new or changed to ``out/written`` and return their paths from the tree's root."""
        changed_files = [
            relative
            for relative in _files(self.place, keep_links=False)
            if self._times.get(relative) != os.lstat(self.place + "/" + relative).st_mtime_ns
        ]
        for relative in changed_files:
            _copy(self.place + "/" + relative, out + "/written/" + relative)
        return changed_files

    def rename_in(self, directory: str) -> None:
        """Replace the copy's name by the source's in every file below ``directory``: generated code may hold paths."""
        for relative in _files(directory, keep_links=False):
            path = directory + "/" + relative
            with open(path, "rb") as file:
                content = file.read()
            if self.place.encode() in content:
                with open(path, "wb") as file:
                    file.write(self.rename(content))

    def rename(self, content: bytes) -> bytes:
        """Return ``content`` with the source's name in the place of the copy's."""
        return content.replace(self.place.encode(), self.src.encode())


def lay_over(src: str, copy: str, overlaid: dict[str, str]) -> None:
    """Make at ``copy`` a copy of ``src`` in which the paths ``overlaid`` have other files' content.

    Copies, not links: a macro that walks directories may pass links over.
    """
    sources = {relative: src + "/" + relative for relative in _files(src, keep_links=True)}
    for relative, source in {**sources, **overlaid}.items():
        _copy(source, copy + "/" + relative)


def _files(root: str, *, keep_links: bool) -> list[str]:
    paths = []
    for directory, folders, names in os.walk(root):
        links = [name for name in folders if os.path.islink(directory + "/" + name)] if keep_links else []
        paths += [(directory + "/" + name)[len(root) + 1 :] for name in [*names, *links]]
    return sorted(paths)


def _copy(source: str, target: str) -> None:
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(source):
        os.symlink(os.readlink(source), target)
        return
    with open(source, "rb") as old, open(target, "wb") as new:
        new.write(old.read())
    os.chmod(target, os.stat(source).st_mode & 0o777 | 0o600)
