"""Tokens of Nix text: comments, strings, names and punctuation, as far as a reader of prose needs them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["NixToken", "nix_tokens"]

_START = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<line_comment>\#[^\n]*)
    | (?P<block_comment>/\*.*?\*/)
    | (?P<indented>'')
    | (?P<quoted>")
    | (?P<name>[A-Za-z_][A-Za-z0-9_'-]*)
    | (?P<operator>==|!=|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
# The pieces of the two kinds of strings: an escape, an interpolation's start, the end.
_PIECES = {
    '"': re.compile(r'(?P<escape>\\.)|(?P<open>\$\{)|(?P<end>")', re.DOTALL),
    "''": re.compile(r"(?P<escape>'''|''\\.|''\$)|(?P<open>\$\{)|(?P<end>'')", re.DOTALL),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class NixToken:
    """A token: ``kind`` is ``comment``, ``string``, ``name`` or ``operator``; ``line`` is the line of its start.

    A comment's text has no marker. A string's text has no quotes, and ``…`` for each interpolation.
    """

    kind: str
    text: str
    line: int


def nix_tokens(text: str) -> Iterator[NixToken]:
    """Yield the tokens of ``text``. Expressions within strings have no tokens."""
    offset = 0
    while (match := _START.match(text, offset)) is not None:
        line = text.count("\n", 0, offset) + 1
        offset = match.end()
        if match["line_comment"]:
            yield NixToken(kind="comment", text=match[0].lstrip("#").strip(), line=line)
        elif match["block_comment"]:
            yield NixToken(kind="comment", text=match[0].lstrip("/*").removesuffix("*/").rstrip("*"), line=line)
        elif match["indented"] or match["quoted"]:
            content, offset = _string(text, offset, match[0])
            yield NixToken(kind="string", text=content, line=line)
        elif match["name"]:
            yield NixToken(kind="name", text=match[0], line=line)
        elif match["operator"]:
            yield NixToken(kind="operator", text=match[0], line=line)


def _string(text: str, offset: int, quote: str) -> tuple[str, int]:
    """Return the contents of the string that starts at ``offset``, behind its quote, and the offset of its end.

    An unclosed string ends with the text.
    """
    contents: list[str] = []
    while (piece := _PIECES[quote].search(text, offset)) is not None:
        contents.append(text[offset : piece.start()])
        offset = piece.end()
        if piece["end"]:
            return "".join(contents), offset
        if piece["open"]:
            contents.append("…")
            offset = _expression_end(text, offset)
        else:
            contents.append(piece[0])
    return "".join([*contents, text[offset:]]), len(text)


def _expression_end(text: str, offset: int) -> int:
    """Return the offset behind the brace that closes an interpolation which starts at ``offset``."""
    depth = 1
    while depth and (match := _START.match(text, offset)) is not None:
        offset = match.end()
        if match["indented"] or match["quoted"]:
            _content, offset = _string(text, offset, match[0])
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    return offset
