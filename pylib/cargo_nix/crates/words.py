"""Words in Rust code without which it cannot open a file, make rustc open one, or lead out of a directory.

The test is one-sided. Code without a word certainly does not do the thing; code with it may. Comments do not count.
Strings do, because a macro can make tokens of them. Standard library only: it also runs beside the archive of a crate.
"""

from __future__ import annotations

import re
from collections import deque

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    "macro_bodies",
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
"""Reads the manifest of the package and those above it, as `cargo locate-project` does. Only known_words.py says so."""

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
        rb'|\binclude\s*!|"include"|#\s*!?\s*\[\s*path\b|\bpath\s*=\s*#|\bmod\s+#\s*\w+\s*;'
    ),
    CWD: re.compile(rb"\bcurrent_(?:dir|exe)\b"),
    OUT_DIR_FLAG: re.compile(rb'"--out-dir'),
    ANCHORED: re.compile(rb"CARGO_MANIFEST_|\blocal_file\b|\bsource_file\b"),
}
_UP = re.compile(
    rb"\.\s*(?:parent|ancestors|pop)\s*\(\s*\)|::\s*(?:parent|ancestors|pop)\b|\bParentDir\b"
    rb'|["/]\.\.["/]'
)
_PATHS = re.compile(rb"\bPathBuf\b|\bpath\s*::|\bUtf8Path|\bOsStr|\bcanonicalize\b|\bcurrent_dir\b|\bMANIFEST_DIR")
# Methods of a path that other types have as well.
_ASKS = re.compile(rb"\.\s*(?:canonicalize|metadata|symlink_metadata|is_symlink)\s*\(\s*\)")
_PATH_TYPES = re.compile(rb"\bPathBuf\b|\bpath\s*::|\bUtf8Path|\bOsStr")
_START = re.compile(
    rb"\bprocess\s*::\s*+(?!(?:exit|id|abort|ExitCode|Termination)\b)|\bprocess\s*[,;}]|\bCommand\s*::\s*new\b"
)

# Where a comment or a literal begins, and all of it where its end needs no search.
_TOKEN = re.compile(
    rb"""(?P<line>//[^\n]*)|(?P<block>/\*)|\b[bc]?r(?P<hashes>\#*)"|(?P<string>")"""
    rb"""|'(?:\\[\s\S][^']*|[^'\\\x80-\xff]|[\xc2-\xf4][\x80-\xbf]{1,3})'"""
)
_STRING_END = re.compile(rb'(?:[^"\\]|\\[\s\S])*+"')
_COMMENT_MARK = re.compile(rb"/\*|\*/")
_BRACKET = re.compile(rb"[(\[{]|[)\]}]")
# A macro call whose tokens may become code of the user; those of the standard library are code of this crate.
_TOKENS = re.compile(
    rb"\b(?!(?:assert|assert_eq|concat|format|include|include_bytes|include_str|panic|print|println|vec|write)\b)"
    rb"\w+\s*!\s*(?:\w+\s*)?[(\[{]"
)
_MACRO = re.compile(rb"\bmacro_rules\s*!\s*([\w\x80-\xff]+)\s*[(\[{]")
# What makes rustc read a file of the crate itself: an include, the file of a module.
_OWN_FILE = re.compile(rb'\binclude(?:_str|_bytes)?\s*!|#\s*\[\s*path\s*=\s*"\s*"\s*\]')
_LOADING = re.compile(rb"\binclude(?:_str|_bytes)?\s*!\s*[(\[{](?!\s*concat\s*!\s*\(\s*env\s*!\s*\(\s*\"OUT_DIR\")")
_DECLARES = re.compile(rb"\bmod\s+\$?(?:r#)?[\w\x80-\xff]++\s*+(?!\{)")
_CALLED = re.compile(rb"([\w\x80-\xff]++)\s*!")


def rust_words(source: bytes) -> frozenset[str]:
    """Return which of the words above the Rust text ``source`` has."""
    code, outline = mask_comments(source)
    words = {word for word, pattern in _WORDS.items() if word != LOADS and pattern.search(code)}
    if _WORDS[LOADS].search(code) and _WORDS[LOADS].search(_without_own_files(code, outline)):
        words.add(LOADS)
    if _ASKS.search(code) and _PATH_TYPES.search(code):
        words.add(OPENS)
    if _UP.search(code) and _PATHS.search(code):
        words.add(CLIMBS)
    if _START.search(code):
        words.add(STARTS)
    return frozenset(words)


def macro_bodies(source: bytes) -> frozenset[tuple[str, str]]:
    """Return what the bodies of ``macro_rules!`` in ``source`` do: the macro's name, and the name of one that it calls.

    The latter is empty for what includes a file or declares a module. Includes out of OUT_DIR do not count.
    """
    if b"macro_rules" not in source:
        return frozenset()
    code, outline = mask_comments(source)
    closing = _closing_brackets(outline)
    bodies = [
        (macro.end(), closing.get(macro.end() - 1, len(code)), macro[1].decode(errors="replace"))
        for macro in _MACRO.finditer(outline)
    ]
    loads = [(match.start(), "") for pattern in (_LOADING, _DECLARES) for match in pattern.finditer(code)]
    calls = [(match.start(), match[1].decode(errors="replace")) for match in _CALLED.finditer(code)]
    nested = [(start, name) for start, _end, name in bodies]
    return frozenset(_innermost(bodies, [*nested, *loads, *calls]))


def loading_macros(bodies: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the names of macros whose expansion loads a file; ``bodies`` are ``macro_bodies`` of a crate's texts."""
    users: dict[str, set[str]] = {}
    for macro, callee in bodies:
        users.setdefault(callee, set()).add(macro)
    todo, loading = [""], set[str]()
    while todo:
        for user in users.get(todo.pop(), set()) - loading:
            loading.add(user)
            todo.append(user)
    return frozenset(loading)


def _innermost(bodies: Iterable[tuple[int, int, str]], marks: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """Yield for each of ``marks`` (a place and a text) the name of the body around it and the text.

    ``bodies`` (begin, end and name) are in order, and each lies in another one or beside it.
    """
    coming, around = deque(bodies), list[tuple[int, str]]()
    for offset, text in sorted(marks):
        while coming and coming[0][0] < offset:
            start, end, name = coming.popleft()
            while around and around[-1][0] <= start:
                around.pop()
            around.append((end, name))
        while around and around[-1][0] <= offset:
            around.pop()
        if around:
            yield around[-1][1], text


def mask_comments(source: bytes) -> tuple[bytes, bytes]:
    """Return ``source`` with spaces for comments, and with spaces for comments and for what literals contain.

    Both are as long as ``source``. The time is linear in it, whatever it contains.
    """
    code: list[bytes] = []
    outline: list[bytes] = []
    offset = 0
    while (token := _TOKEN.search(source, offset)) is not None:
        between, end = source[offset : token.start()], _token_end(source, token)
        text, blank = source[token.start() : end], b" " * (end - token.start())
        is_comment = token["line"] is not None or token["block"] is not None
        code += [between, blank if is_comment else text]
        outline += [between, blank if is_comment else _blank_literal(text)]
        offset = end
    return b"".join((*code, source[offset:])), b"".join((*outline, source[offset:]))


def _token_end(source: bytes, token: re.Match[bytes]) -> int:
    """Return where the comment or literal ends that begins with ``token``: with the text where nothing closes it."""
    if token["block"] is not None:
        return _comment_end(source, token.end())
    if token["string"] is not None:
        closing = _STRING_END.match(source, token.end())
        return len(source) if closing is None else closing.end()
    if token["hashes"] is not None:
        mark = b'"' + token["hashes"]
        end = source.find(mark, token.end())
        return len(source) if end < 0 else end + len(mark)
    return token.end()


def _comment_end(source: bytes, start: int) -> int:
    """Return where the block comment ends that was opened right before ``start``: others may be nested in it."""
    depth = 1
    for mark in _COMMENT_MARK.finditer(source, start):
        depth += 1 if mark[0] == b"/*" else -1
        if depth == 0:
            return mark.end()
    return len(source)


def _blank_literal(literal: bytes) -> bytes:
    """Return spaces for a literal, between its quotation marks where it is a plain string."""
    if len(literal) == 1 or not (literal.startswith(b'"') and literal.endswith(b'"')):
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
    own_files = [match.span() for match in _OWN_FILE.finditer(outline)]
    if not own_files:
        return code
    closing = _closing_brackets(outline)
    quoted: list[tuple[int, int]] = []
    for call in _TOKENS.finditer(outline):
        if not quoted or call.end() > quoted[-1][1]:
            quoted.append((call.end(), closing.get(call.end() - 1, len(code))))
    cut = bytearray(code)
    last = 0
    for start, end in own_files:
        # Both lists are in order, and of calls in one another only the outermost is there.
        while last < len(quoted) and quoted[last][1] <= start:
            last += 1
        if last == len(quoted) or quoted[last][0] > start:
            cut[start:end] = b" " * (end - start)
    return bytes(cut)
