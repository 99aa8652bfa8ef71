"""Sources in a writable copy, for the few units that need one.

Build scripts may write beside their sources: Cargo's contract forbids it and its file system lets them. In the store
they cannot. One that stops over it runs again in a copy; what it wrote there is kept in the run's output as
``written``, and rustc sees the package with those files laid over it. A test that may write
to its sources is compiled and run in such a copy as well.
"""

import os

__all__ = ["Copy", "asks_to_write", "lay_over", "needs_copy"]

_NOT_FOUND = (b"No such file or directory", b"NotFound", b"os error 2)")
_REFUSALS = (b"Permission denied", b"PermissionDenied", b"Read-only file system", b"ReadOnlyFilesystem", b"os error 13")


def asks_to_write(output: bytes) -> bool:
    """Whether a script that failed with ``output`` (both streams) seems to have failed over a read-only file."""
    return any(refusal in output for refusal in _REFUSALS)


def needs_copy(output: bytes, *, member: bool) -> bool:
    """Whether a script that failed with ``output`` may succeed in a copy.

    A script of the workspace may also have looked for Cargo's target directory, which a copy has.
    """
    return asks_to_write(output) or (member and any(words in output for words in _NOT_FOUND))


class Copy:
    """A writable copy of the source tree ``src`` at ``place``; afterwards it knows what was written to it.

    Paths that end in a slash are empty directories.
    """

    def __init__(self, src: str, place: str, overlaid: dict[str, str]) -> None:
        """Copy ``src`` to ``place``, which must not exist, with the files ``overlaid`` (lay_over) in it."""
        self.src, self.place = src, place
        lay_over(src, place, overlaid)
        self._times = {relative: _time(place, relative) for relative in _files(place, keep_links=True)}
        self._moved: dict[bytes, bytes] = {}

    def inside(self, path: str) -> str:
        """Return ``path`` of the source tree as it is called in the copy."""
        return self.place + path[len(self.src) :]

    def keep_written(self, out: str) -> list[str]:
        """Copy what is new or changed to ``out/written`` and return the paths from the tree's root."""
        written = [
            relative
            for relative in _files(self.place, keep_links=False)
            if self._times.get(relative) != _time(self.place, relative)
        ]
        for relative in written:
            _copy(self.place + "/" + relative, out + "/written/" + relative)
            self._move(relative, out + "/written/")
        return written

    def _move(self, relative: str, kept: str) -> None:
        """Let paths of the copy that lead to ``relative`` lead to ``kept``: in the source tree it does not exist."""
        parts = relative.rstrip("/").split("/")
        new = next(
            path for n in range(1, len(parts) + 1) if self._is_new(path := "/".join(parts[:n])) or n == len(parts)
        )
        self._moved[(self.place + "/" + new).encode()] = (kept + new).encode()

    def _is_new(self, path: str) -> bool:
        return not os.path.lexists(self.src + "/" + path)

    def rename_in(self, directory: str) -> None:
        """Replace the copy's name (``rename``) in every file below ``directory``: generated code may hold paths."""
        for relative in _files(directory, keep_links=False):
            if relative.endswith("/"):
                continue
            path = directory + "/" + relative
            with open(path, "rb") as file:
                content = file.read()
            if self.place.encode() in content:
                with open(path, "wb") as file:
                    file.write(self.rename(content))

    def rename(self, content: bytes) -> bytes:
        """Return ``content`` with paths of the source tree, or of the files that were kept, for those of the copy."""
        if self._moved:
            import re

            names = sorted(self._moved, reverse=True)
            # Not the start of another name.
            pattern = re.compile(rb"(?:%s)(?![\w.-])" % b"|".join(map(re.escape, names)))
            content = pattern.sub(lambda match: self._moved[match[0]], content)
        return content.replace(self.place.encode(), self.src.encode())


def lay_over(src: str, place: str, overlaid: dict[str, str]) -> None:
    """Make at ``place`` a copy of ``src`` in which the paths ``overlaid`` have other files' content.

    Copies, not links: a macro that walks directories may pass links over.
    """
    sources = {relative: src + "/" + relative for relative in _files(src, keep_links=True)}
    os.makedirs(place, exist_ok=True)
    for relative, source in {**sources, **overlaid}.items():
        _copy(source, place + "/" + relative)


def _time(root: str, relative: str) -> int:
    """Return when a file was changed, and 0 for an empty directory: a new file in it is a change of its own."""
    return 0 if relative.endswith("/") else os.lstat(root + "/" + relative).st_mtime_ns


def _files(root: str, *, keep_links: bool) -> list[str]:
    """Return the files and the empty directories below ``root``; with ``keep_links`` links to directories too."""
    files = []
    for directory, folders, names in os.walk(root):
        links = [name for name in folders if os.path.islink(directory + "/" + name)] if keep_links else []
        files += [(directory + "/" + name)[len(root) + 1 :] for name in [*names, *links]]
        if not folders and not names and directory != root:
            files.append(directory[len(root) + 1 :] + "/")
    return sorted(files)


def _copy(source: str, target: str) -> None:
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if target.endswith("/"):
        return
    if os.path.lexists(target):
        os.unlink(target)
    if os.path.islink(source):
        os.symlink(os.readlink(source), target)
        return
    with open(source, "rb") as old, open(target, "wb") as new:
        new.write(old.read())
    os.chmod(target, os.stat(source).st_mode & 0o777 | 0o600)
