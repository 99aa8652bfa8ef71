"""The environment variables of ``env!`` and ``option_env!`` in crates: rustc reads the variables.

Standard library only: a derivation runs this module for a part of Cargo.lock.
"""

import json
import re
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

__all__ = ["main", "variables_in"]

_CALL = re.compile(rb"\benv!\s*[(\[{]\s*\"([^\"\\]+)\"|\boption_env!\s*[(\[{]\s*\"([^\"\\]+)\"")
# Variables of Cargo, equal for equal packages. The shell's rustc compares OUT_DIR by content.
_OF_CARGO = re.compile(r"CARGO|OUT_DIR|CARGO_(PKG_\w+|MANIFEST_\w+|CRATE_NAME|BIN_\w+|PRIMARY_PACKAGE)")
# Targets of the package alone, and Rust text with a path to one of their files.
_OTHER_TARGETS = frozenset({"tests", "benches", "examples"})
_INCLUSION = re.compile(rb"\"[^\"\n]*\b(tests|benches|examples)/")


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
    """Return the text of all files of an archive, or of the Rust files of a folder.

    Files of tests, benches and examples count only if another file may include one of them.
    """
    try:
        files = list(_files_of_folder(path) if path.is_dir() else _files_of_archive(path))
    except (OSError, EOFError, tarfile.TarError, zlib.error):
        return b""
    selected = [(name, text) for name, text in files if name.partition("/")[0] not in _OTHER_TARGETS]
    if any(name.endswith(".rs") and _INCLUSION.search(text) for name, text in selected):
        selected = files
    return b"\n".join(text for _name, text in selected)


def _files_of_folder(path: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path.rglob("*.rs")):
        if file.is_file():
            yield file.relative_to(path).as_posix(), file.read_bytes()


def _files_of_archive(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path in the package, and the text, of each file."""
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                yield member.name.partition("/")[2], file.read()
