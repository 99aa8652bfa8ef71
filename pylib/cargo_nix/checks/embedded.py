"""Put the store paths of a run in the place of those that a unit was compiled with.

A test may open any file of its package, and start its programs; a library may open its own. rustc reads none of them.
So a unit is compiled with a set that has its sources alone, and a test with a stand-in for each program: an edit of a
fixture or of a program compiles nothing, as with Cargo. What is embedded (``env!("CARGO_MANIFEST_DIR")``,
``env!("CARGO_BIN_EXE_…")``) differs from what it is to find in the hash of the store path alone, and that is replaced,
byte by byte, in the copy that runs.
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
    """Return the new hash for each old one, of pairs of paths ``was`` and ``now``; ``name`` says what they are of.

    Ends with a message where two paths differ in more than the hash: what is replaced must be of equal length.
    """
    replacements = {}
    for pair in embedded:
        was, now = _STORE_PATH.fullmatch(pair["was"]), _STORE_PATH.fullmatch(pair["now"])
        if was is None or now is None or (was["before"], was["name"]) != (now["before"], now["name"]):
            sys.exit(
                format_message(
                    f"the path of `{pair['name']}` cannot be replaced in what runs",
                    expected=f"{pair['was']} with another hash",
                    came=pair["now"],
                )
            )
        if was["hash"] != now["hash"]:
            replacements[was["hash"]] = now["hash"]
    return replacements


def replace_in_text(text: str, replacements: Mapping[str, str]) -> str:
    """Return ``text`` with the new hashes."""
    for was, now in replacements.items():
        text = text.replace(was, now)
    return text


def replace_in_libraries(directory: str, replacements: Mapping[str, str]) -> None:
    """Put copies with the new hashes in the place of ``directory``'s links to libraries that have an old one."""
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
    """Write the new hashes into the program ``path``, in place; return whether there was one of the old.

    An optimiser may take a constant apart, so what is left of a hash counts where it is no shorter than a register.
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
    # macOS starts no program whose signature is not of its contents; the linker's own has no identity either.
    tool = shutil.which("codesign") or "/usr/bin/codesign"
    subprocess.run([tool, "--force", "--sign", "-", path], check=True)
