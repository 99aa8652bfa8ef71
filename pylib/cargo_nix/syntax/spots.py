r"""Words for which the scan must parse a file.

Parsing takes most of the time of a scan (10 MB/s), and most files neither declare a module nor include a file. A file
without the words ``mod`` and ``include…`` cannot do either, so the scan skips the parser. The search may find too many
words, but never too few: words in comments and strings count, and the syntax tree sorts them out.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["INCLUDES", "MANIFEST_WORDS", "Spot", "find_words"]

INCLUDES = frozenset({b"include", b"include_str", b"include_bytes"})
MANIFEST_WORDS = frozenset({b"CARGO_MANIFEST_DIR", b"CARGO_MANIFEST_PATH"})
_LETTER = rb"[\w\x80-\xff]"
# The text after each word, up to which a comment may follow. An inline module has no file. Before the semicolon is a
# name, a raw name or a variable of a macro.
_AFTER = {
    b"mod": rb"\s*(?:/|(?:r\#|\$)?" + _LETTER + rb"+\s*[;/])",
    b"include": rb"\s*(?:!|/|as)",
    b"file": rb"\s*!",
    **dict.fromkeys([b"include_str", b"include_bytes", *sorted(MANIFEST_WORDS)], b""),
}
_AFTER_MACRO = rb"\s*(?:!|as)"


class Spot(NamedTuple):
    """A word in a text; ``start`` is its first byte."""

    start: int
    word: bytes


def find_words(data: bytes, macros: Iterable[bytes] = ()) -> list[Spot]:
    """Return the words in ``data`` that may load a file, in order; ``macros`` are more names to search."""
    words = _AFTER if b"include" in data else _AFTER.keys() - INCLUDES
    searched = [*((word, _AFTER[word]) for word in words), *((name, _AFTER_MACRO) for name in macros)]
    return sorted(
        Spot(match.start(), word)
        for word, after in searched
        if word in data
        for match in re.finditer(_whole(word) + after, data)
    )


def _whole(word: bytes) -> bytes:
    return b"%b(?<!%b%b)(?!%b)" % (word, _LETTER, word, _LETTER)
