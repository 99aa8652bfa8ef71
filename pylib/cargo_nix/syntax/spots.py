r"""Words for which the scan must parse a file.

Parsing takes most of the time of a scan (10 MB/s), and most files neither declare a module nor include a file. A file
without the words ``mod`` and ``include…`` cannot do either, so the scan skips the parser. The search may find too many
words, but never too few: words in comments and strings count, and the syntax tree sorts them out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["INCLUDES", "IN_WORD", "MANIFEST_WORDS", "Spot", "find_word", "find_words"]

INCLUDES = frozenset({b"include", b"include_str", b"include_bytes"})
MANIFEST_WORDS = (b"CARGO_MANIFEST_DIR", b"CARGO_MANIFEST_PATH")
IN_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") | frozenset(range(128, 256))
_SPACE = frozenset(b" \t\r\n")
# The text after `include` in code: a call, a comment before the `!`, or another name in a `use`.
_AFTER_INCLUDE = (b"!", b"/", b"as")


@dataclass(frozen=True, slots=True)
class Spot:
    """A word in a text; ``start`` is its first byte."""

    start: int
    word: bytes


def find_words(data: bytes, macros: Iterable[bytes] = ()) -> list[Spot]:
    """Return the words in ``data`` that may load a file, in order; ``macros`` are more names to search."""
    spots = [Spot(start, b"mod") for start in find_word(data, b"mod") if _may_declare(data, start + 3)]
    spots += _find_includes(data)
    spots += [Spot(start, b"file") for start in find_word(data, b"file") if _next(data, start + 4) == b"!"]
    for word in MANIFEST_WORDS:
        spots += [Spot(start, word) for start in find_word(data, word)]
    for name in macros:
        spots += [Spot(start, name) for start in find_word(data, name) if _is_used(data, start + len(name))]
    return sorted(spots, key=lambda spot: (spot.start, spot.word))


def find_word(data: bytes, word: bytes) -> Iterator[int]:
    """Yield the positions of ``word`` in ``data``, as a whole word."""
    start = data.find(word)
    while start >= 0:
        end = start + len(word)
        if (start == 0 or data[start - 1] not in IN_WORD) and (end == len(data) or data[end] not in IN_WORD):
            yield start
        start = data.find(word, end)


def _find_includes(data: bytes) -> Iterator[Spot]:
    start = data.find(b"include")
    while start >= 0:
        end = _skip(data, start, IN_WORD)
        word = data[start:end]
        starts = start == 0 or data[start - 1] not in IN_WORD
        if starts and word in INCLUDES and (word != b"include" or _may_name_macro(data, end)):
            yield Spot(start, word)
        start = data.find(b"include", end)


def _may_name_macro(data: bytes, end: int) -> bool:
    return data.startswith(_AFTER_INCLUDE, _skip(data, end, _SPACE))


def _may_declare(data: bytes, end: int) -> bool:
    """Return whether a name and a semicolon may follow ``mod``: an inline module has no file.

    There may be comments between the tokens. The name may be a raw name or a variable of a macro.
    """
    name = _skip(data, end, _SPACE)
    if data.startswith(b"/", name):
        return True
    name += 2 if data.startswith(b"r#", name) else data.startswith(b"$", name)
    after = _skip(data, name, IN_WORD)
    return name < after and _next(data, after) in {b";", b"/"}


def _is_used(data: bytes, end: int) -> bool:
    after_space = _skip(data, end, _SPACE)
    return data.startswith((b"!", b"as"), after_space)


def _next(data: bytes, start: int) -> bytes:
    start = _skip(data, start, _SPACE)
    return data[start : start + 1]


def _skip(data: bytes, start: int, skipped: frozenset[int]) -> int:
    while start < len(data) and data[start] in skipped:
        start += 1
    return start
