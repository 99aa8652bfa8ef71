"""The words that Rust code needs to open a file, to make rustc open a file, or to leave a directory.

The proof works in one direction: code without the word never has the effect, and code with the word may be harmless.
Comments do not count. Strings count, because a macro can turn strings into tokens. Standard library only: the
derivation of a manifest imports this module too.
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
    "ASKS",
    "CLIMBS",
    "CWD",
    "DOTS",
    "LOADS",
    "MANIFESTS",
    "OPENS",
    "OUT_DIR_FLAG",
    "PATHS",
    "STARTS",
    "UPWARD",
    "crate_words",
    "drop_comments",
    "loading_macros",
    "macro_bodies",
    "mask_literals",
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

PATHS = "paths"
"""The code names a type of paths, or asks for a directory. ``crate_words`` needs this word and the next two."""

UPWARD = "upward"
"""The code calls a method that returns the parent of a path. Other types have methods of the same names."""

ASKS = "asks"
"""The code calls a method that asks for the properties of a path. Other types have methods of the same names."""

DOTS = "dots"
"""The code has a string literal with the component ``..``, except in includes of its own files."""


class _Sign(NamedTuple):
    """Expressions that give a word to code.

    Code has the word if one of ``patterns`` matches. The patterns need code without comments, because a comment may
    stand between any two tokens. ``part`` and ``hint`` are fast tests on text with comments: a text without a match
    does not have the word. A search is fast if the expression begins with a letter. `re` compiles an expression at its
    first search, and most runs need few of them.
    """

    word: str
    part: bytes
    hint: bytes
    patterns: tuple[bytes, ...]


def _sign(word: str, part: bytes, hint: bytes = b"", *patterns: bytes) -> _Sign:
    hint = hint or _whole(part)
    return _Sign(word, part, hint, patterns or (hint,))


def _whole(name: bytes) -> bytes:
    return name + rb"(?<!\w" + name + rb")(?!\w)"


# Before the dots is the start of the literal, a separator, a variable of a format string, or a program's option.
_DOTS = rb'\.\.(?:(?<=["/\\}=:,\w-]\.\.)/|(?<=["/]\.\.)["{])'
_SIGNS = (
    # `std::fs`, methods of paths that need no `std::fs`, mapped files, foreign code.
    _sign(OPENS, b"fs", b"", rb"fs(?<!\wfs)\s*::", rb"::\s*fs\b", rb"\{\s*fs\b(?=\s*[,}:])", rb",\s*fs\b(?=\s*[,}:])"),
    _sign(OPENS, b"exists", rb"[.:/\n]\s*exists\b", rb"\.\s*exists\b", rb":\s*exists\b"),
    *(_sign(OPENS, name) for name in (b"libc", b"memmap", b"memmap2", b"read_dir", b"read_link", b"is_file",
                                      b"is_dir", b"try_exists", b"tracked_path")),
    _sign(OPENS, b"extern", rb'extern(?<!\wextern)\s*(?:"[^"]*"\s*)?[{/]', rb'extern(?<!\wextern)\s*(?:"[^"]*"\s*)?\{'),
    *(_sign(ASKS, name, name + rb"\s*[(/]", rb"\.\s*" + name + rb"\s*\(\s*\)")
      for name in (b"canonicalize", b"metadata", b"symlink_metadata", b"is_symlink")),
    *(_sign(LOADS, name) for name in (b"include_str", b"include_bytes", b"include_")),
    _sign(LOADS, b"include", rb'include(?:"|\s*[!/])', rb"include(?<!\winclude)\s*!", rb'"include"'),
    _sign(LOADS, b"path", rb"\[\s*(?:path\b|/)", rb"#\s*!?\s*\[\s*path\b"),
    _sign(LOADS, b"path", rb"path(?<!\wpath)\s*(?:/|=\s*[#/])", rb"path(?<!\wpath)\s*=\s*#"),
    _sign(LOADS, b"mod", rb"mod(?<!\wmod)\s*[#/]", rb"mod(?<!\wmod)\s+#\s*\w+\s*;"),
    # One expression for all types would be slow: it does not begin with a letter.
    _sign(PATHS, b"path", rb"path(?<!\wpath)\s*(?:/|:\s*[:/])", rb"path(?<!\wpath)\s*::"),
    *(_sign(PATHS, name) for name in (b"PathBuf", b"current_dir")),
    *(_sign(PATHS, name, name + rb"(?<!\w" + name + rb")") for name in (b"Utf8Path", b"OsStr")),
    _sign(PATHS, b"MANIFEST_DIR", b"MANIFEST_DIR"),
    *(_sign(UPWARD, name, b"", rb"\.\s*" + name + rb"\s*\(\s*\)", rb"::\s*" + name + rb"\b")
      for name in (b"parent", b"ancestors", b"pop")),
    _sign(UPWARD, b"ParentDir"),
    _sign(DOTS, b"..", _DOTS),
    *(_sign(CWD, name) for name in (b"current_dir", b"current_exe")),
    _sign(OUT_DIR_FLAG, b"--out-dir", rb"--out-dir", rb'"--out-dir'),
    _sign(ANCHORED, b"CARGO_MANIFEST_", rb"CARGO_MANIFEST_"),
    *(_sign(ANCHORED, name) for name in (b"local_file", b"source_file")),
    _sign(STARTS, b"process", rb"process(?<!\wprocess)\s*[:,;}/]",
          rb"process(?<!\wprocess)\s*::\s*+(?!(?:exit|id|abort|ExitCode|Termination)\b)",
          rb"process(?<!\wprocess)\s*[,;}]"),
    _sign(STARTS, b"Command", rb"Command(?<!\wCommand)\s*(?:/|:\s*(?:/|:\s*(?:/|new\b)))",
          rb"Command(?<!\wCommand)\s*::\s*new\b"),
)  # fmt: skip
# A text without the piece has none of the parts with the piece, so one search takes the place of several.
_PIECES = (b"_dir", b"_file", b"link", b"memmap", b"metadata", b"include", b"path")


def _by_piece(signs: Iterable[_Sign]) -> dict[bytes, list[_Sign]]:
    groups: dict[bytes, list[_Sign]] = {}
    for sign in signs:
        groups.setdefault(next((piece for piece in _PIECES if piece in sign.part), sign.part), []).append(sign)
    return groups


_GROUPS = _by_piece(_SIGNS)

# A literal (a raw string without and with `#`, a string, a character), or a comment without nested comments.
_IN_STRING = rb'[^"\\]*+(?:\\[\s\S][^"\\]*+)*+'
_IN_BLOCK = rb"/\*[^*/]*+(?:(?:\*(?!/)|/(?!\*))[^*/]*+)*+"
_COMMENT = re.compile(
    rb"""("(?:(?<=\br")|(?<=\b[bc]r"))[^"]*+(?:"|\Z)"""
    rb"""|(\#(?:(?<=\br\#)|(?<=\b[bc]r\#))\#*+)"[^"]*+(?:"(?!\2)[^"]*+)*+(?:"\2|\Z)"""
    rb"""|\"""" + _IN_STRING + rb"""(?:"|\\?\Z)"""
    rb"""|'(?:\\[\s\S][^']*|[^'\\\x80-\xff]|[\xc2-\xf4][\x80-\xbf]{1,3})')"""
    rb"""|//[^\n]*|""" + _IN_BLOCK + rb"""(?:\*/)?"""
)
_NESTED_COMMENT = re.compile(_IN_BLOCK + rb"/\*")
_COMMENT_MARK = re.compile(rb"/\*|\*/")
_BRACKET = re.compile(rb"[(\[{]|[)\]}]")
# A macro call whose tokens may become code of the user. Macros of the standard library produce code of this crate.
# A `!` after a space may be an operator; then too many parts of the code count as tokens of a call.
_OWN_MACROS = (b"assert", b"assert_eq", b"concat", b"format", b"include", b"include_bytes", b"include_str", b"panic",
               b"print", b"println", b"vec", b"write")  # fmt: skip
_TOKENS = re.compile(
    rb"!(?<=[\w\s]!)" + b"".join(rb"(?<!\b%b!)" % name for name in _OWN_MACROS) + rb"\s*(?:\w+\s*)?[(\[{]"
)
_MACRO = re.compile(rb"\bmacro_rules\s*!\s*([\w\x80-\xff]+)\s*[(\[{]")
# Code that makes rustc read a file of the crate itself: an include, or the file of a module.
_OWN_FILES = (
    *(
        re.compile(_whole(name) + rb"\s*!" + rb'(?:\s*[(\[{]\s*"\s*")?')
        for name in (b"include", b"include_str", b"include_bytes")
    ),
    re.compile(rb'#\s*\[\s*path\s*=\s*"\s*"\s*\]'),
)
_LOADING = re.compile(rb"\binclude(?:_str|_bytes)?\s*!\s*[(\[{](?!\s*concat\s*!\s*\(\s*env\s*!\s*\(\s*\"OUT_DIR\")")
_DECLARES = re.compile(rb"\bmod\s+\$?(?:r#)?[\w\x80-\xff]++\s*+(?!\{)")
_CALLED = re.compile(rb"([\w\x80-\xff]++)\s*!")


def rust_words(source: bytes) -> frozenset[str]:
    """Return the words of this module that the Rust text ``source`` contains."""
    likely = [
        sign
        for piece, signs in _GROUPS.items()
        if piece in source
        for sign in signs
        if sign.part in source and re.search(sign.hint, source)
    ]
    if not likely:
        return frozenset()
    code = drop_comments(source)
    words = {sign.word for sign in likely if _is_in(sign, code)}
    of_files = words & {LOADS, DOTS}
    if of_files:
        foreign = _without_own_files(code)
        words -= of_files - {sign.word for sign in likely if sign.word in of_files and _is_in(sign, foreign)}
    return frozenset(words)


def crate_words(words: Iterable[str]) -> frozenset[str]:
    """Return the words of a crate from the ``words`` of all its files, because a path may come from another file.

    A method like ``parent()`` counts as one of paths if any file of the crate names a path or opens a file.
    """
    all_words = frozenset(words)
    has_paths, opens = PATHS in all_words, not all_words.isdisjoint({PATHS, OPENS})
    climbs = (has_paths and DOTS in all_words) or (opens and UPWARD in all_words)
    asks = has_paths and ASKS in all_words
    return all_words - {PATHS, UPWARD, ASKS} | ({CLIMBS} if climbs else set()) | ({OPENS} if asks else set())


def _is_in(sign: _Sign, code: bytes) -> bool:
    return any(re.search(pattern, code) for pattern in sign.patterns)


def macro_bodies(source: bytes) -> frozenset[tuple[str, str]]:
    """Return pairs for the bodies of ``macro_rules!`` in ``source``: the macro, and a macro that the body calls.

    The second name is empty for an include or a module in the body. Includes from OUT_DIR do not count.
    """
    if b"macro_rules" not in source:
        return frozenset()
    code = drop_comments(source)
    outline = mask_literals(code)
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


def drop_comments(source: bytes) -> bytes:
    """Return ``source`` with a space instead of each comment. A space may follow a literal. The time is linear."""
    if not _NESTED_COMMENT.search(source):
        return _COMMENT.sub(rb"\1 ", source)
    code: list[bytes] = []
    offset = 0
    while (token := _COMMENT.search(source, offset)) is not None:
        code += [source[offset : token.start()], token[1] or b"", b" "]
        offset = _comment_end(source, token.start() + 2) if token[0].startswith(b"/*") else token.end()
    return b"".join((*code, source[offset:]))


def mask_literals(code: bytes) -> bytes:
    """Return ``code``, a text without comments, with spaces in place of the contents of literals; the length stays."""
    return _COMMENT.sub(lambda literal: _blank_literal(literal[0]), code)


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


def _without_own_files(code: bytes) -> bytes:
    """Return ``code``, a text without comments, without the parts that make rustc read a file of this crate.

    Parts among the tokens of a macro call stay, because these tokens may become code of the user's crate.
    """
    outline = mask_literals(code)
    own_files = sorted(match.span() for pattern in _OWN_FILES for match in pattern.finditer(outline))
    if not own_files:
        return code
    outline = outline[: own_files[-1][1]]
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
