"""Sources in a writable copy, for the few units that need a copy.

Cargo forbids build scripts to write into the source tree, but does not enforce the rule. In the store, the sources are
read-only. A script that fails for this reason runs again in a copy. The output of the run keeps the written files as
``written``, and rustc sees the package together with these files. A test with ``test.writable`` is compiled and run in
such a copy too.
"""

import os

__all__ = ["Copy", "asks_to_write", "lay_over", "needs_copy"]

_NOT_FOUND = (b"No such file or directory", b"NotFound", b"os error 2)")
_REFUSALS = (b"Permission denied", b"PermissionDenied", b"Read-only file system", b"ReadOnlyFilesystem", b"os error 13")


def asks_to_write(output: bytes) -> bool:
    """Tell whether the ``output`` of a failed script (both streams) reports a read-only file."""
    return any(refusal in output for refusal in _REFUSALS)


def needs_copy(output: bytes, *, member: bool) -> bool:
    """Tell whether a script that failed with ``output`` may succeed in a copy.

    A script of the workspace may also have looked for Cargo's target directory, which a copy has.
    """
    return asks_to_write(output) or (member and any(words in output for words in _NOT_FOUND))


class Copy:
    """A writable copy of the source tree ``src`` at ``place``. Later changes are found by modification times.

    A path with a slash at the end is an empty directory.
    """

    def __init__(self, src: str, place: str, overlaid: dict[str, str]) -> None:
        """Copy ``src`` to ``place``, which must not exist, together with the files ``overlaid`` (see `lay_over`)."""
        self.src, self.place = src, place
        lay_over(src, place, overlaid)
        self._times = {relative: _time(place, relative) for relative in _files(place, keep_links=True)}
        self._moved: dict[bytes, bytes] = {}

    def inside(self, path: str) -> str:
        """Return the path in the copy for ``path`` in the source tree."""
        return self.place + path[len(self.src) :]

    def keep_written(self, out: str) -> list[str]:
        """Copy all new and changed files to ``out/written``; return their paths relative to the root of the tree."""
        changed_files = [
            relative
            for relative in _files(self.place, keep_links=False)
            if self._times.get(relative) != _time(self.place, relative)
        ]
        for relative in changed_files:
            _copy(self.place + "/" + relative, out + "/written/" + relative)
            self._move(relative, out + "/written/")
        return changed_files

    def _move(self, relative: str, kept: str) -> None:
        """Let `rename` replace the path of ``relative`` with a path in ``kept``: the source tree lacks the file."""
        parts = relative.rstrip("/").split("/")
        new = next(
            path for n in range(1, len(parts) + 1) if self._is_new(path := "/".join(parts[:n])) or n == len(parts)
        )
        self._moved[(self.place + "/" + new).encode()] = (kept + new).encode()

    def _is_new(self, path: str) -> bool:
        return not os.path.lexists(self.src + "/" + path)

    def rename_in(self, directory: str) -> None:
        """Call `rename` for all files below ``directory``. Generated code may contain paths."""
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
        """Return ``content`` with paths of the source tree, or of the kept files, instead of the paths of the copy."""
        if self._moved:
            import re

            names = sorted(self._moved, reverse=True)
            # Not the start of another name.
            pattern = re.compile(rb"(?:%s)(?![\w.-])" % b"|".join(map(re.escape, names)))
            content = pattern.sub(lambda match: self._moved[match[0]], content)
        return content.replace(self.place.encode(), self.src.encode())


def lay_over(src: str, place: str, overlaid: dict[str, str]) -> None:
    """Copy ``src`` to ``place``, with other contents for some files.

    ``overlaid`` maps relative paths to the files with the other contents. The copy has no new links, because a macro
    that walks directories may skip links.
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
