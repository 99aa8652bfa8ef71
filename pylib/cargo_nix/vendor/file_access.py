"""Whether a crate's code may open a file of its user's package, or name one for rustc to open.

A proc-macro can, while it expands; most never do. Those whose code, and whose dependencies' code, has no word for it
are known not to: units of their users need not see the package's data. Standard library only: it also runs beside the
archive.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FACT", "is_library_source", "may_read_files", "words_for_files"]

FACT = ".cargo-nix-may-read-files"
"""In a crate's manifest folder: what its sources say, since they are not there. ``yes`` or ``no``."""

# Reading (`std::fs` and what a path can do without it), foreign code, other programs, and tokens that make rustc read.
_WORDS = re.compile(
    rb"\b(?:fs|process|libc|memmap2?|read_dir|read_link|is_file|is_dir|try_exists|tracked_path|include_str|include_bytes)\b"
    rb'|[.:]exists\b|\binclude\s*!|"include"|extern\s+"C"'
)
_COMMENT_OR_STRING = re.compile(
    rb"""(//[^\n]*|/\*.*?\*/)|(?:b|c)?r(\#*)".*?"\2|"(?:\\.|[^"\\])*"|'(?:\\.[^']*|[^'\\])'""", re.DOTALL
)
# The crate's own README, in its own documentation.
_DOCUMENTATION = re.compile(rb"\bdoc\s*=\s*include_str!\s*\([^)]*\)")
_NOT_THE_LIBRARY = ("tests/", "benches/", "examples/")


def words_for_files(source: bytes) -> bool:
    """Whether the Rust ``source`` has, outside of comments, a word without which no file can be opened.

    Strings count: a macro may make tokens of them.
    """
    if _WORDS.search(source) is None:
        return False
    code = _COMMENT_OR_STRING.sub(lambda found: b" " if found[1] else found[0], source)
    return _WORDS.search(_DOCUMENTATION.sub(b"", code)) is not None


def is_library_source(path: str) -> bool:
    """Whether ``path`` of a published crate may belong to its library: not to its tests or its build script."""
    return path.endswith(".rs") and path != "build.rs" and not path.startswith(_NOT_THE_LIBRARY)


def may_read_files(package: Path) -> bool:
    """Whether the library in the directory ``package`` may read files: by the fact written there, or by its sources."""
    fact = package / FACT
    if fact.exists():
        return fact.read_text(encoding="utf-8") == "yes"
    return any(
        words_for_files(path.read_bytes())
        for path in package.rglob("*.rs")
        if is_library_source(path.relative_to(package).as_posix())
    )
