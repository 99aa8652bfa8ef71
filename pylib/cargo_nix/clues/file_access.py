"""Whether a crate's code may open a file of its user's package, or name one for rustc to open.

A proc-macro can, while it expands; most never do. Those whose code, and whose dependencies' code, has no word for it
are known not to: units of their users need not see the package's data. Standard library only: it also runs beside the
archive.
"""

from __future__ import annotations

import re

__all__ = ["is_aside", "is_library_source", "without_comments", "words_for_files"]

# Reading (`std::fs` and what a path can do without it), foreign code, other programs, and tokens that make rustc read.
_WORDS = re.compile(
    rb"\b(?:fs|process|libc|memmap2?|read_dir|read_link|is_file|is_dir|try_exists|tracked_path|include_str|include_bytes|include_)\b"
    rb'|[.:]exists\b|\binclude\s*!|"include"|extern\s+"C"|#\s*!?\s*\[\s*path\b|\bpath\s*=\s*#'
)
_COMMENT_OR_STRING = re.compile(
    rb"""(//[^\n]*|/\*.*?\*/)|(?:b|c)?r(\#*)".*?"\2|"(?:\\.|[^"\\])*"|'(?:\\.[^']*|[^'\\])'""", re.DOTALL
)
_COMMENT_MARK = re.compile(rb"/\*|\*/")
# What makes rustc read a file of the crate itself: its README as its documentation, a module's file.
_OWN_FILE = re.compile(rb'\bdoc\s*=\s*include_str!\s*\(\s*"\s*"\s*\)|#\s*\[\s*path\s*=\s*"\s*"\s*\]')
_QUOTE = re.compile(rb"quote\w*\s*!\s*[(\[{]")
_BRACKET = re.compile(rb"[(\[{]|[)\]}]")
_NOT_THE_LIBRARY = ("tests/", "benches/", "examples/")


def words_for_files(source: bytes) -> bool:
    """Whether the Rust ``source`` has, outside of comments, a word without which no file can be opened.

    Strings count: a macro may make tokens of them.
    """
    if _WORDS.search(source) is None:
        return False
    code = without_comments(source)
    outline = _COMMENT_OR_STRING.sub(lambda found: _blank(found[0]), code)
    quoted = [(found.start(), _closing(outline, found.end())) for found in _QUOTE.finditer(outline)]
    for own in reversed(list(_OWN_FILE.finditer(outline))):
        if not any(start < own.start() < end for start, end in quoted):
            code = code[: own.start()] + code[own.end() :]
    return _WORDS.search(code) is not None


def without_comments(source: bytes) -> bytes:
    """Return the Rust ``source`` with a space in the place of each comment."""
    pieces, at = [], 0
    while (found := _COMMENT_OR_STRING.search(source, at)) is not None:
        pieces.append(source[at : found.start()] + (b" " if found[1] else found[0]))
        is_block = found[1] is not None and found[1].startswith(b"/*")
        at = _comment_end(source, found) if is_block else found.end()
    return b"".join(pieces) + source[at:]


def _comment_end(source: bytes, block: re.Match[bytes]) -> int:
    """Return where the comment ends that ``block`` begins: another one may stand in it."""
    depth = 0
    for mark in _COMMENT_MARK.finditer(source, block.start()):
        depth += 1 if mark[0] == b"/*" else -1
        if depth == 0:
            return mark.end()
    return block.end()


def _blank(literal: bytes) -> bytes:
    """Return spaces in the place of a literal, between its quotation marks where it is a plain string."""
    mark = b'"' if literal.startswith(b'"') else b" "
    return mark + b" " * (len(literal) - 2) + mark


def _closing(outline: bytes, start: int) -> int:
    """Return where the bracket closes that was opened right before ``start``."""
    depth = 1
    for bracket in _BRACKET.finditer(outline, start):
        depth += 1 if bracket[0] in b"([{" else -1
        if depth == 0:
            return bracket.end()
    return len(outline)


def is_aside(path: str) -> bool:
    """Whether ``path`` of a package is no part of its library or its build script: tests, prose, Cargo's own files."""
    return path.startswith(_NOT_THE_LIBRARY) or path.endswith((".md", ".lock")) or path.startswith("Cargo.toml")


def is_library_source(path: str) -> bool:
    """Whether ``path`` of a published crate may belong to its library: not to its tests or its build script."""
    return path.endswith(".rs") and path != "build.rs" and not path.startswith(_NOT_THE_LIBRARY)
