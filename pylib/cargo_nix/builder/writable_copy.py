"""Sources in a writable copy, for the few units that need a copy.

Cargo forbids build scripts to write into the source tree, but does not enforce the rule. In the store, the sources are
read-only. A script that fails for this reason runs again in a copy. The output of the run keeps the written files as
``written``, and rustc sees the package together with these files. A test with ``test.writable`` is compiled and run in
such a copy too.
"""

import os

__all__ = ["Copy", "asks_to_write", "lay_over"]

_REFUSALS = (b"Permission denied", b"PermissionDenied", b"Read-only file system", b"ReadOnlyFilesystem", b"os error 13")


def asks_to_write(output: bytes) -> bool:
    """Tell whether the ``output`` of a failed script (both streams) reports a read-only file."""
    return any(refusal in output for refusal in _REFUSALS)


class Copy:
    """A writable copy of the source tree ``src`` at ``place``. Later changes are found by modification times."""

    def __init__(self, src: str, copy: str) -> None:
        """Copy ``src`` to ``copy``, which must not exist."""
        self.src, self.place = src, copy
        self._times: dict[str, int] = {}
        for relative in _files(src, keep_links=True):
            _copy(src + "/" + relative, copy + "/" + relative)
            self._times[relative] = os.lstat(copy + "/" + relative).st_mtime_ns

    def inside(self, path: str) -> str:
        """Return the path in the copy for ``path`` in the source tree."""
        return self.place + path[len(self.src) :]

    def keep_written(self, out: str) -> list[str]:
        """Copy all new and changed files to ``out/written``; return their paths relative to the root of the tree."""
        changed_files = [
            relative
            for relative in _files(self.place, keep_links=False)
            if self._times.get(relative) != os.lstat(self.place + "/" + relative).st_mtime_ns
        ]
        for relative in changed_files:
            _copy(self.place + "/" + relative, out + "/written/" + relative)
        return changed_files

    def rename_in(self, directory: str) -> None:
        """Replace the path of the copy with the path of the source tree in all files below ``directory``.

        Generated code may contain such paths.
        """
        for relative in _files(directory, keep_links=False):
            path = directory + "/" + relative
            with open(path, "rb") as file:
                content = file.read()
            if self.place.encode() in content:
                with open(path, "wb") as file:
                    file.write(self.rename(content))

    def rename(self, content: bytes) -> bytes:
        """Return ``content`` with the path of the source tree instead of the path of the copy."""
        return content.replace(self.place.encode(), self.src.encode())


def lay_over(src: str, copy: str, overlaid: dict[str, str]) -> None:
    """Copy ``src`` to ``copy``, with other contents for some files.

    ``overlaid`` maps relative paths to the files with the other contents. The copy has no new links, because a macro
    that walks directories may skip links.
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
