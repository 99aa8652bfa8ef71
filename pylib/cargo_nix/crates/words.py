"""Words in Rust code without which it cannot open a file, make rustc open one, or lead out of a directory.

The test is one-sided. Code without a word certainly does not do the thing; code with it may. Comments do not count.
Strings do, because a macro can make tokens of them. Standard library only: it also runs beside the archive of a crate.
"""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

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
    "drop_comments",
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
"""Reads the manifest of the package and those above it, as `cargo locate-project` does. Only known.py says so."""

OUT_DIR_FLAG = "out-dir-flag"
"""Looks at the flag ``--out-dir`` of rustc, from which it finds the target directory and the workspace above that."""

ANCHORED = "anchored"
"""Names the variable that has the directory of the user's package."""


class _Sign(NamedTuple):
    """Text that gives code a word.

    The code has it if it has ``pattern``, and ``beside`` somewhere. Comments may stand between any two tokens of these.
    A source with comments cannot have the word if it lacks ``part``, or ``hint``: both are much faster to look for, and
    a ``hint`` begins with a letter for that.
    """

    word: str
    part: bytes
    hint: re.Pattern[bytes]
    pattern: re.Pattern[bytes]
    beside: re.Pattern[bytes] | None


def _sign(
    word: str, part: bytes, hint: bytes = b"", pattern: bytes = b"", beside: re.Pattern[bytes] | None = None
) -> _Sign:
    whole = part + rb"(?<!\w" + part + rb")(?!\w)"
    return _Sign(word, part, re.compile(hint or whole), re.compile(pattern or hint or whole), beside)


_TYPES = rb"PathBuf(?<!\wPathBuf)\b|path(?<!\wpath)\s*::|Utf8Path(?<!\wUtf8Path)|OsStr(?<!\wOsStr)"
_PATH_TYPES = re.compile(_TYPES)
_PATHS = re.compile(
    _TYPES + rb"|canonicalize(?<!\wcanonicalize)\b|current_dir(?<!\wcurrent_dir)\b|MANIFEST_DIR(?<!\wMANIFEST_DIR)"
)
_PATH_PARTS = (b"path", b"Path", b"OsStr", b"canonicalize", b"current_dir", b"MANIFEST_DIR")
_SIGNS = (
    # `std::fs`, what a path can do without it, mapped files, foreign code.
    _sign(OPENS, b"fs", pattern=rb"\bfs\s*::|::\s*fs\b|[{,]\s*fs\b(?=\s*[,}:])"),
    _sign(OPENS, b"exists", pattern=rb"[.:]\s*exists\b"),
    *(_sign(OPENS, name) for name in (b"libc", b"memmap", b"memmap2", b"read_dir", b"read_link", b"is_file",
                                      b"is_dir", b"try_exists", b"tracked_path")),
    _sign(OPENS, b"extern", rb'extern(?<!\wextern)\s*["{/]', rb'\bextern\s*(?:"[^"]*"\s*)?\{'),
    # Methods of a path that other types have as well.
    *(_sign(OPENS, name, pattern=rb"\.\s*" + name + rb"\s*\(\s*\)", beside=_PATH_TYPES)
      for name in (b"canonicalize", b"metadata", b"symlink_metadata", b"is_symlink")),
    *(_sign(LOADS, name) for name in (b"include_str", b"include_bytes", b"include_")),
    _sign(LOADS, b"include", rb'include(?:"|\s*[!/])', rb'\binclude\s*!|"include"'),
    _sign(LOADS, b"path", rb"\[\s*(?:path\b|/)", rb"#\s*!?\s*\[\s*path\b"),
    _sign(LOADS, b"path", rb"path(?<!\wpath)\s*(?:/|=\s*[#/])", rb"\bpath\s*=\s*#"),
    _sign(LOADS, b"mod", rb"mod(?<!\wmod)\s*[#/]", rb"\bmod\s+#\s*\w+\s*;"),
    *(_sign(CLIMBS, name, pattern=rb"\.\s*" + name + rb"\s*\(\s*\)|::\s*" + name + rb"\b", beside=_PATHS)
      for name in (b"parent", b"ancestors", b"pop")),
    _sign(CLIMBS, b"ParentDir", beside=_PATHS),
    _sign(CLIMBS, b"..", rb'\.\.["/]', rb'["/]\.\.["/]', _PATHS),
    *(_sign(CWD, name) for name in (b"current_dir", b"current_exe")),
    _sign(OUT_DIR_FLAG, b"--out-dir", rb"--out-dir", rb'"--out-dir'),
    _sign(ANCHORED, b"CARGO_MANIFEST_", rb"CARGO_MANIFEST_"),
    *(_sign(ANCHORED, name) for name in (b"local_file", b"source_file")),
    _sign(STARTS, b"process", rb"process(?<!\wprocess)\s*[:,;}/]",
          rb"\bprocess\s*::\s*+(?!(?:exit|id|abort|ExitCode|Termination)\b)|\bprocess\s*[,;}]"),
    _sign(STARTS, b"Command", rb"Command(?<!\wCommand)\s*[:/]", rb"\bCommand\s*::\s*new\b"),
)  # fmt: skip
_PARTS = tuple(dict.fromkeys(sign.part for sign in _SIGNS))

# Where a comment or a literal begins, and all of it where its end needs no search.
_TOKEN = re.compile(rb"""//[^\n]*|/\*|"|\#+"|'(?:\\[\s\S][^']*|[^'\\\x80-\xff]|[\xc2-\xf4][\x80-\xbf]{1,3})'""")
# What a raw string begins with, before its first `#` or quotation mark.
_RAW = re.compile(rb"\b[bc]?r\Z")
# A literal that has no comment in it, or a comment that has no other one in it.
_COMMENT = re.compile(
    rb"""("(?<![r\#]")(?:[^"\\]|\\[\s\S])*+(?:"|\\?\Z)|'(?:\\[\s\S][^']*|[^'\\\x80-\xff]|[\xc2-\xf4][\x80-\xbf]{1,3})')"""
    rb"""|//[^\n]*|/\*(?:[^*/]|\*(?!/)|/(?!\*))*+(?:\*/|\Z)"""
)
# Raw strings, and comments in comments.
_RARE = re.compile(rb'"(?<=\br")|"(?<=\b[bc]r")|\#"|/\*(?:[^*/]|\*(?!/)|/(?!\*))*+/\*')
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
    parts = {part for part in _PARTS if part in source}
    has_paths = any(part in source for part in _PATH_PARTS)
    likely = [
        sign
        for sign in _SIGNS
        if sign.part in parts and (has_paths or sign.beside is None) and sign.hint.search(source)
    ]
    if not likely:
        return frozenset()
    code = drop_comments(source)
    words = {sign.word for sign in likely if _is_in(sign, code)}
    if LOADS in words:
        foreign = _without_own_files(*mask_comments(code))
        if not any(sign.word == LOADS and _is_in(sign, foreign) for sign in likely):
            words.remove(LOADS)
    return frozenset(words)


def _is_in(sign: _Sign, code: bytes) -> bool:
    return sign.pattern.search(code) is not None and (sign.beside is None or sign.beside.search(code) is not None)


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
    for at, text in sorted(marks):
        while coming and coming[0][0] < at:
            start, end, name = coming.popleft()
            while around and around[-1][0] <= start:
                around.pop()
            around.append((end, name))
        while around and around[-1][0] <= at:
            around.pop()
        if around:
            yield around[-1][1], text


def drop_comments(source: bytes) -> bytes:
    """Return ``source`` without its comments: there is a space for each one, and perhaps one behind a literal."""
    if _RARE.search(source):
        return mask_comments(source)[0]
    return _COMMENT.sub(rb"\1 ", source)


def mask_comments(source: bytes) -> tuple[bytes, bytes]:
    """Return ``source`` with spaces for comments, and with spaces for comments and for what literals contain.

    Both are as long as ``source``. The time is linear in it, whatever it contains.
    """
    code: list[bytes] = []
    outline: list[bytes] = []
    at = 0
    while (token := _TOKEN.search(source, at)) is not None:
        start, end = _token_span(source, token)
        between, text, blank = source[at:start], source[start:end], b" " * (end - start)
        is_comment = text.startswith((b"//", b"/*"))
        code += [between, blank if is_comment else text]
        outline += [between, blank if is_comment else _blank(text)]
        at = end
    return b"".join((*code, source[at:])), b"".join((*outline, source[at:]))


def _token_span(source: bytes, token: re.Match[bytes]) -> tuple[int, int]:
    """Return where the comment or literal begins and ends that has ``token``: with the text where nothing closes it."""
    start, end, kind = token.start(), token.end(), source[token.end() - 1 : token.end()]
    if source.startswith(b"/*", start):
        return start, _comment_end(source, end)
    if kind != b'"' or source.startswith((b"/", b"'"), start):
        return start, end
    raw = _RAW.search(source, max(0, start - 3), start)
    if raw is not None:
        mark = b'"' + source[start : end - 1]
        closing = source.find(mark, end)
        return raw.start(), len(source) if closing < 0 else closing + len(mark)
    string = _STRING_END.match(source, end)
    return end - 1, len(source) if string is None else string.end()


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
