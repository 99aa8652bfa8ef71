"""The environment variables of ``env!`` and ``option_env!`` in crates: rustc reads the variables.

Standard library only: a derivation runs this module for a part of Cargo.lock.
"""

import gzip
import json
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

__all__ = ["main", "variables_in"]

_CALL = re.compile(rb"\benv!\s*[(\[{]\s*\"([^\"\\]+)\"|\boption_env!\s*[(\[{]\s*\"([^\"\\]+)\"")
# Variables of Cargo, equal for equal packages. The shell's rustc compares OUT_DIR by content.
_OF_CARGO = re.compile(r"CARGO|OUT_DIR|CARGO_(PKG_\w+|MANIFEST_\w+|CRATE_NAME|BIN_\w+|PRIMARY_PACKAGE)")


def variables_in(text: bytes) -> set[str]:
    """Return the names in calls of the two macros in ``text``, without the variables of Cargo."""
    names = {(first or second).decode(errors="replace") for first, second in _CALL.findall(text)}
    return {name for name in names if not _OF_CARGO.fullmatch(name)}


def main(argv: Sequence[str]) -> int:
    """Write the names by crate to ``argv[-1]``; return 0.

    The words before are pairs: the key of a crate, and its archive or folder.
    """
    *words, out = argv
    names_by_crate = {}
    for key, path in zip(words[::2], words[1::2], strict=True):
        names = variables_in(_text(Path(path)))
        if names:
            names_by_crate[key] = sorted(names)
    Path(out).write_text(json.dumps(names_by_crate, sort_keys=True), encoding="utf-8")
    return 0


def _text(path: Path) -> bytes:
    """Return all text of an archive, or of the Rust files of a folder."""
    if path.is_dir():
        return b"\n".join(file.read_bytes() for file in sorted(path.rglob("*.rs")) if file.is_file())
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, zlib.error):
        return b""
