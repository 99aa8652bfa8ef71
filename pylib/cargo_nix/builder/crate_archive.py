"""The entries of a published crate's archive, as Cargo reads them. An archive may contain anything.

The rules are those of Cargo's sources/registry/mod.rs, ``unpack``: one folder at the top, a limit for the size, the
first member of the gzip file. Standard library only: ``unpack_crate`` and crates/crate_manifest.py import it.
"""

from __future__ import annotations

import os
import tarfile
import zlib
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

__all__ = ["ArchiveError", "CrateArchive", "open_crate"]

_LARGEST = 512 * 1024 * 1024
_LARGEST_RATIO = 20
_CHUNK = 65536
# The two ends of an archive that are no error: two empty blocks, and the end of the file.
_ENDS = frozenset({"EOFHeaderError", "EmptyHeaderError"})
_ERRORS = (OSError, EOFError, ValueError, KeyError, OverflowError, RecursionError, tarfile.TarError, zlib.error)
# Cargo writes this file itself when it has unpacked a crate, and skips that of an archive.
_MARK = ".cargo-ok"


class ArchiveError(Exception):
    """An archive that cannot be read or unpacked; the argument is the reason."""


class CrateArchive:
    """The entries of an open archive."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def entries(self) -> Iterator[tuple[str, tarfile.TarInfo]]:
        """Yield the path of each entry in the crate, without the folder at the top, and the entry.

        Entries whose path has ``..`` are left out, as Cargo leaves them out. Raises ``ArchiveError`` for a path outside
        of the folder.
        """
        top = ""
        for entry in self._tar:
            first, *parts = entry.name.split("/")
            top = top or first
            if first in {"", ".", ".."} or first != top:
                raise ArchiveError(f"{entry.name!r} is not in the folder {top!r}")
            parts = [part for part in parts if part not in {"", "."}]
            if parts and ".." not in parts and parts[-1] != _MARK:
                yield "/".join(parts), entry

    def contents(self, entry: tarfile.TarInfo) -> IO[bytes]:
        """Return the file in ``entry``, the current entry, which is a regular file."""
        file = self._tar.extractfile(entry)
        if file is None:
            raise ArchiveError(f"{entry.name!r} is not a file")
        return file


@contextmanager
def open_crate(path: str) -> Iterator[CrateArchive]:
    """Open the archive at ``path``. Raises ``ArchiveError`` for all that goes wrong within the block."""
    try:
        with open(path, "rb") as file:
            limit = max(_LARGEST, _LARGEST_RATIO * os.fstat(file.fileno()).st_size)
            contents: IO[bytes] = _Contents(file, limit)  # type: ignore[assignment] # tarfile only calls `read`
            with tarfile.open(fileobj=contents, mode="r|", tarinfo=_Header) as tar:
                yield CrateArchive(tar)
    except _ERRORS as error:
        raise ArchiveError(str(error) or type(error).__name__) from error


class _Header(tarfile.TarInfo):
    """A header. An invalid header is an error: tarfile takes one for the end of the archive."""

    @classmethod
    def fromtarfile(cls, tar: tarfile.TarFile) -> _Header:
        try:
            return super().fromtarfile(tar)
        except tarfile.HeaderError as error:
            if type(error).__name__ in _ENDS:
                raise
            raise tarfile.ReadError(str(error)) from error


class _Contents:
    """The first member of a gzip file, up to a limit."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file, self._left = file, limit
        self._inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)

    def read(self, size: int) -> bytes:
        """Return the next ``size`` bytes, or fewer at the end."""
        pieces = []
        while size > 0 and not self._inflater.eof:
            compressed = self._inflater.unconsumed_tail or self._file.read(_CHUNK)
            if not compressed:
                raise EOFError("the archive ends too early")
            piece = self._inflater.decompress(compressed, size)
            size -= len(piece)
            self._left -= len(piece)
            if self._left < 0:
                raise ArchiveError("the archive contains more than Cargo unpacks: 512 MiB, or 20 times its size")
            pieces.append(piece)
        return b"".join(pieces)
