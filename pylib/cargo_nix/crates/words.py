"""The words that Rust code needs to open a file, to make rustc open a file, or to leave a directory.

The proof works in one direction: code without the word never has the effect, and code with the word may be harmless.
Comments do not count. Strings count, because a macro can turn strings into tokens. Standard library only: the
derivation of a manifest imports this module too.
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
"""The code may open a file, ask for its properties or list a directory at run time."""

LOADS = "loads"
"""The code may make rustc open a file: it has tokens of an include or of a module path."""

CLIMBS = "climbs"
"""The code may go from a directory to a parent directory."""

CWD = "cwd"
"""The code may ask for the working directory: for proc-macros the workspace root, for started programs the package."""

STARTS = "starts"
"""The code may start a program."""

MANIFESTS = "manifests"
"""The code reads the manifests of package and workspace, as `cargo locate-project` does. Only known_words.py has it."""

OUT_DIR_FLAG = "out-dir-flag"
"""The code reads rustc's flag ``--out-dir``, and so finds the target directory and the workspace."""

ANCHORED = "anchored"
"""The code names the variable with the directory of the user's package."""

_WORDS = {
    # `std::fs`, methods of paths that need no `std::fs`, mapped files, foreign code.
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
# Methods of paths. Other types have methods of the same names.
_ASKS = re.compile(rb"\.\s*(?:canonicalize|metadata|symlink_metadata|is_symlink)\s*\(\s*\)")
_PATH_TYPES = re.compile(rb"\bPathBuf\b|\bpath\s*::|\bUtf8Path|\bOsStr")
_START = re.compile(
    rb"\bprocess\s*::\s*+(?!(?:exit|id|abort|ExitCode|Termination)\b)|\bprocess\s*[,;}]|\bCommand\s*::\s*new\b"
)

# The beginning of a comment or literal, or all of it if the end needs no search.
_TOKEN = re.compile(
    rb"""(?P<line>//[^\n]*)|(?P<block>/\*)|\b[bc]?r(?P<hashes>\#*)"|(?P<string>")"""
    rb"""|'(?:\\[\s\S][^']*|[^'\\\x80-\xff]|[\xc2-\xf4][\x80-\xbf]{1,3})'"""
)
_STRING_END = re.compile(rb'(?:[^"\\]|\\[\s\S])*+"')
_COMMENT_MARK = re.compile(rb"/\*|\*/")
_BRACKET = re.compile(rb"[(\[{]|[)\]}]")
# A macro call whose tokens may become code of the user. Macros of the standard library produce code of this crate.
_TOKENS = re.compile(
    rb"\b(?!(?:assert|assert_eq|concat|format|include|include_bytes|include_str|panic|print|println|vec|write)\b)"
    rb"\w+\s*!\s*(?:\w+\s*)?[(\[{]"
)
_MACRO = re.compile(rb"\bmacro_rules\s*!\s*([\w\x80-\xff]+)\s*[(\[{]")
# Code that makes rustc read a file of the crate itself: an include, or the file of a module.
_OWN_FILE = re.compile(rb'\binclude(?:_str|_bytes)?\s*!|#\s*\[\s*path\s*=\s*"\s*"\s*\]')
_LOADING = re.compile(rb"\binclude(?:_str|_bytes)?\s*!\s*[(\[{](?!\s*concat\s*!\s*\(\s*env\s*!\s*\(\s*\"OUT_DIR\")")
_DECLARES = re.compile(rb"\bmod\s+\$?(?:r#)?[\w\x80-\xff]++\s*+(?!\{)")
_CALLED = re.compile(rb"([\w\x80-\xff]++)\s*!")


def rust_words(source: bytes) -> frozenset[str]:
    """Return the words of this module that the Rust text ``source`` contains."""
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
    """Return pairs for the bodies of ``macro_rules!`` in ``source``: the macro, and a macro that the body calls.

    The second name is empty for an include or a module in the body. Includes from OUT_DIR do not count.
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
    """Return the names of macros whose expansion loads a file.

    ``bodies`` are the results of `macro_bodies` for all files of a crate.
    """
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
    """Yield a pair for each mark inside a body: the name of the innermost body, and the text of the mark.

    ``marks`` are pairs of a position and a text. ``bodies`` are triples of start, end and name, sorted and properly
    nested.
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
    """Return ``source`` twice: without comments, and without comments and contents of literals.

    Spaces replace the removed text, so all positions stay the same. The time is linear for all inputs.
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
    """Return the end of the comment or literal that begins with ``token``, or of the text if the end is missing."""
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
    """Return the end of the block comment that was opened right before ``start``. Block comments nest."""
    depth = 1
    for mark in _COMMENT_MARK.finditer(source, start):
        depth += 1 if mark[0] == b"/*" else -1
        if depth == 0:
            return mark.end()
    return len(source)


def _blank_literal(literal: bytes) -> bytes:
    """Return spaces for a literal. A plain string keeps its quotation marks."""
    if len(literal) == 1 or not (literal.startswith(b'"') and literal.endswith(b'"')):
        return b" " * len(literal)
    return b'"' + b" " * (len(literal) - 2) + b'"'


def _closing_brackets(outline: bytes) -> dict[int, int]:
    """Return the position of the closing bracket for each position of an opening bracket."""
    closing: dict[int, int] = {}
    stack: list[int] = []
    for bracket in _BRACKET.finditer(outline):
        if bracket[0] in b"([{":
            stack.append(bracket.start())
        elif stack:
            closing[stack.pop()] = bracket.start()
    return closing


def _without_own_files(code: bytes, outline: bytes) -> bytes:
    """Return ``code`` without the parts that make rustc read a file of this crate.

    Parts among the tokens of a macro call stay, because these tokens may become code of the user's crate.
    """
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
        # Both lists are sorted. For nested calls, the list contains only the outermost call.
        while last < len(quoted) and quoted[last][1] <= start:
            last += 1
        if last == len(quoted) or quoted[last][0] > start:
            cut[start:end] = b" " * (end - start)
    return bytes(cut)
