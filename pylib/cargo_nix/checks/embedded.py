"""Replace store paths in compiled programs by the paths for a test run.

A test may open any file of its package and start its programs, and a library may open its own files. But rustc reads
neither. So a unit is compiled with its sources only, and a test is compiled with a stand-in for each program: as with
Cargo, an edit of a fixture or of a program compiles nothing. Embedded paths (``env!("CARGO_MANIFEST_DIR")``,
``env!("CARGO_BIN_EXE_…")``) and the paths for the run differ only in the hash of the store path. The copy for the run
gets the other hash, byte by byte.
"""

from __future__ import annotations

import mmap
import os
import re
import shutil
import subprocess
import sys

from message import format_message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from check_attributes import EmbeddedPath

__all__ = ["read_replacements", "replace_in_libraries", "replace_in_program", "replace_in_text"]

_STORE_PATH = re.compile(r"(?P<before>.*?/)(?P<hash>[0-9a-z]{32})(?P<name>-.*)", re.DOTALL)
_PIECE = 8


def read_replacements(embedded: Iterable[EmbeddedPath]) -> dict[str, str]:
    """Return a dictionary from old to new hash for the pairs ``embedded`` of store paths.

    Pairs of equal hashes are left out. Exits with a message if two paths differ in more than the hash, because only
    texts of equal length can be replaced.
    """
    replacements = {}
    for pair in embedded:
        was, now = _STORE_PATH.fullmatch(pair["was"]), _STORE_PATH.fullmatch(pair["now"])
        if was is None or now is None or (was["before"], was["name"]) != (now["before"], now["name"]):
            sys.exit(
                format_message(
                    f"cannot replace the path of `{pair['name']}` in the test program",
                    expected=f"{pair['was']} with another hash",
                    came=pair["now"],
                )
            )
        if was["hash"] != now["hash"]:
            replacements[was["hash"]] = now["hash"]
    return replacements


def replace_in_text(text: str, replacements: Mapping[str, str]) -> str:
    """Return ``text`` with all old hashes of ``replacements`` replaced by the new hashes."""
    for was, now in replacements.items():
        text = text.replace(was, now)
    return text


def replace_in_libraries(directory: str, replacements: Mapping[str, str]) -> None:
    """Replace each link in ``directory`` to a library with an old hash by a copy with the new hash."""
    links = [entry.path for entry in os.scandir(directory) if entry.is_symlink()] if replacements else []
    for link in links:
        target = os.readlink(link)
        with open(target, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            has_one = any(content.find(was.encode()) >= 0 for was in replacements)
        if has_one:
            os.unlink(link)
            shutil.copyfile(target, link)
            replace_in_program(link, replacements)


def replace_in_program(path: str, replacements: Mapping[str, str]) -> bool:
    """Replace old hashes by new hashes in the program ``path``, in place; return True if an old hash was found.

    An optimiser may split a constant, so a part of a hash counts too, from the length of a register (8 bytes).
    """
    os.chmod(path, os.stat(path).st_mode | 0o200)
    with open(path, "r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        changed = [_replace(content, was.encode(), now.encode()) for was, now in replacements.items()]
    if any(changed) and sys.platform == "darwin":
        _sign(path)
    return any(changed)


def _replace(content: mmap.mmap, was: bytes, now: bytes) -> bool:
    changed = False
    for first in range(0, len(was), _PIECE):
        offset = content.find(was[first : first + _PIECE])
        while offset >= 0:
            start, end = first, first + _PIECE
            while start and offset and content[offset - 1] == was[start - 1]:
                start, offset = start - 1, offset - 1
            while end < len(was) and content[offset + end - start : offset + end - start + 1] == was[end : end + 1]:
                end += 1
            content[offset : offset + end - start] = now[start:end]
            changed = True
            offset = content.find(was[first : first + _PIECE], offset + end - start)
    return changed


def _sign(path: str) -> None:
    # macOS starts only programs with a valid signature. The linker's signature has no identity either.
    tool = shutil.which("codesign") or "/usr/bin/codesign"
    subprocess.run([tool, "--force", "--sign", "-", path], check=True)
