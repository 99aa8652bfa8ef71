"""Words in Rust code without which it cannot open a file, make rustc open one, or lead out of a directory.

The test is one-sided. Code without a word certainly does not do the thing; code with it may. Comments do not count.
Strings do, because a macro can make tokens of them. Standard library only: it also runs beside the archive of a crate.
"""

from __future__ import annotations

import re

__all__ = [
    "ANCHORED",
    "CLIMBS",
    "CWD",
    "LOADS",
    "MANIFESTS",
    "OPENS",
    "OUT_DIR_FLAG",
    "STARTS",
    "loading_macros",
    "mask_comments",
    "rust_words",
]

OPENS = "opens"
"""May open, ask about or list a file while it runs."""

LOADS = "loads"
"""May make rustc open a file: it has tokens of an include or of a module's path."""

CLIMBS = "climbs"
"""May go from a directory to one above it."""

CWD = "cwd"
"""May ask for the working directory: the workspace's root for a proc-macro, the package for what Cargo runs."""

STARTS = "starts"
"""May start a program."""

MANIFESTS = "manifests"
"""Reads the manifest of the package and those above it, as `cargo locate-project` does. Only known.py says so."""

OUT_DIR_FLAG = "out-dir-flag"
"""Looks at the flag ``--out-dir`` of rustc, from which it finds the target directory and the workspace above that."""

ANCHORED = "anchored"
"""Names the variable that has the directory of the user's package."""

_WORDS = {
    # `std::fs`, what a path can do without it, mapped files, foreign code.
    OPENS: re.compile(
        rb"\bfs\s*::|::\s*fs\b|[{,]\s*fs\b(?=\s*[,}:])|[.:]exists\b"
        rb"|\b(?:libc|memmap2?|read_dir|read_link|is_file|is_dir|try_exists|tracked_path)\b"
        rb'|\bextern\s*(?:"[^"]*"\s*)?\{'
    ),
    LOADS: re.compile(
        rb"\b(?:include_str|include_bytes|include_)\b"
        rb'|\binclude\s*!|"include"|#\s*!?\s*\[\s*path\b|\bpath\s*=\s*#'
    ),
    CWD: re.compile(rb"\bcurrent_(?:dir|exe)\b"),
    OUT_DIR_FLAG: re.compile(rb'"--out-dir'),
    ANCHORED: re.compile(rb"CARGO_MANIFEST_|\blocal_file\b|\bsource_file\b"),
}
_UP = re.compile(rb"\.\s*(?:parent|ancestors|pop)\s*\(\s*\)|\bParentDir\b|\"\.\.[\"/]")
_PATHS = re.compile(rb"\bPathBuf\b|\bpath\s*::|\bUtf8Path|\bOsStr|\bcanonicalize\b|\bcurrent_dir\b|\bMANIFEST_DIR")
_START = re.compile(
    rb"\bprocess\s*::\s*(?!(?:exit|id|abort|ExitCode|Termination)\b)|\bprocess\s*[,;}]|\bCommand\s*::\s*new\b"
)

_TOKEN = re.compile(
    rb"""(?P<line>//[^\n]*)|(?P<block>/\*)|(?:b|c)?r(?P<hashes>\#*)".*?"(?P=hashes)|"(?:\\.|[^"\\])*"|'(?:\\.[^']*|[^'\\])'""",
    re.DOTALL,
)
_COMMENT_MARK = re.compile(rb"/\*|\*/")
_BRACKET = re.compile(rb"[(\[{]|[)\]}]")
# A macro call whose tokens may become code of the user; those of the standard library are code of this crate.
_TOKENS = re.compile(
    rb"\b(?!(?:assert|assert_eq|concat|format|include|include_bytes|include_str|panic|print|println|vec|write)\b)"
    rb"\w+\s*!\s*\w*\s*[(\[{]"
)
_MACRO = re.compile(rb"\bmacro_rules\s*!\s*(\w+)\s*[(\[{]")
# What makes rustc read a file of the crate itself: an include, the file of a module.
_OWN_FILE = re.compile(rb'\binclude(?:_str|_bytes)?\s*!|#\s*\[\s*path\s*=\s*"\s*"\s*\]')
_LOADING = re.compile(rb"\binclude(?:_str|_bytes)?\s*!\s*[(\[{](?!\s*concat\s*!\s*\(\s*env\s*!\s*\(\s*\"OUT_DIR\")")
_DECLARES = re.compile(rb"\bmod\s+\$")


def rust_words(source: bytes) -> frozenset[str]:
    """Return which of the words above the Rust text ``source`` has."""
    if not any(pattern.search(source) for pattern in (*_WORDS.values(), _UP, _START)):
        return frozenset()
    code, outline = mask_comments(source)
    words = {word for word, pattern in _WORDS.items() if word != LOADS and pattern.search(code)}
    if _WORDS[LOADS].search(code) and _WORDS[LOADS].search(_without_own_files(code, outline)):
        words.add(LOADS)
    if _UP.search(code) and _PATHS.search(code):
        words.add(CLIMBS)
    if _START.search(code):
        words.add(STARTS)
    return frozenset(words)


def loading_macros(source: bytes) -> frozenset[str]:
    """Return the names of the ``macro_rules!`` in ``source`` whose expansion includes a file or declares a module.

    A macro that calls such a macro of the same text is one too. Includes out of OUT_DIR do not count.
    """
    if b"macro_rules" not in source or not (b"include" in source or b"mod $" in source):
        return frozenset()
    code, outline = mask_comments(source)
    bodies: dict[bytes, bytes] = {}
    closing = _closing_brackets(outline)
    for macro in _MACRO.finditer(outline):
        bodies[macro[1]] = bodies.get(macro[1], b"") + code[macro.end() : closing.get(macro.end() - 1, len(code))]
    loading = {name for name, body in bodies.items() if _LOADING.search(body) or _DECLARES.search(body)}
    while True:
        callers = {
            name
            for name, body in bodies.items()
            if name not in loading and any(re.search(rb"\b%s\s*!" % callee, body) for callee in loading)
        }
        if not callers:
            return frozenset(name.decode() for name in loading)
        loading |= callers


def mask_comments(source: bytes) -> tuple[bytes, bytes]:
    """Return ``source`` with spaces for comments, and with spaces for comments and for what literals contain.

    Both are as long as ``source``. The time is linear in it, whatever it contains.
    """
    code: list[bytes] = []
    outline: list[bytes] = []
    at = 0
    while (token := _TOKEN.search(source, at)) is not None:
        between, end = source[at : token.start()], token.end()
        if token["block"] is not None:
            end = _comment_end(source, token.end())
        blank = b" " * (end - token.start())
        is_comment = token["line"] is not None or token["block"] is not None
        code += [between, blank if is_comment else token[0]]
        outline += [between, blank if is_comment else _blank(token[0])]
        at = end
    return b"".join((*code, source[at:])), b"".join((*outline, source[at:]))


def _comment_end(source: bytes, start: int) -> int:
    """Return where the block comment ends that was opened right before ``start``: others may be nested in it."""
    depth = 1
    for mark in _COMMENT_MARK.finditer(source, start):
        depth += 1 if mark[0] == b"/*" else -1
        if depth == 0:
            return mark.end()
    return len(source)


def _blank(literal: bytes) -> bytes:
    """Return spaces for a literal, between its quotation marks where it is a plain string."""
    if not literal.startswith(b'"'):
        return b" " * len(literal)
    return b'"' + b" " * (len(literal) - 2) + b'"'


def _closing_brackets(outline: bytes) -> dict[int, int]:
    """Return where each bracket closes, by where it opens."""
    closing: dict[int, int] = {}
    stack: list[int] = []
    for bracket in _BRACKET.finditer(outline):
        if bracket[0] in b"([{":
            stack.append(bracket.start())
        elif stack:
            closing[stack.pop()] = bracket.start()
    return closing


def _without_own_files(code: bytes, outline: bytes) -> bytes:
    """Return ``code`` without what makes rustc read a file of this crate; among tokens it may be the user's crate."""
    own = [match.span() for match in _OWN_FILE.finditer(outline)]
    if not own:
        return code
    closing = _closing_brackets(outline)
    quoted: list[tuple[int, int]] = []
    for call in _TOKENS.finditer(outline):
        if not quoted or call.end() > quoted[-1][1]:
            quoted.append((call.end(), closing.get(call.end() - 1, len(code))))
    cut = bytearray(code)
    last = 0
    for start, end in own:
        # Both lists are in order, and of calls in one another only the outermost is there.
        while last < len(quoted) and quoted[last][1] <= start:
            last += 1
        if last == len(quoted) or quoted[last][0] > start:
            cut[start:end] = b" " * (end - start)
    return bytes(cut)
