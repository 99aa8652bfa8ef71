r"""Which places of a file are worth parsing it for.

Parsing is the scan's whole cost (10 MB/s), and most files declare no module and include nothing. A file without
the *word* ``mod`` or ``include…`` cannot, however its text is to be read, so it is not parsed at all. The test
only errs towards parsing: a word in a comment or a string counts, and the syntax tree then tells it apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["INCLUDES", "IN_WORD", "MANIFEST_WORDS", "Spot", "find_word", "find_words"]

INCLUDES = frozenset({b"include", b"include_str", b"include_bytes"})
MANIFEST_WORDS = (b"CARGO_MANIFEST_DIR", b"CARGO_MANIFEST_PATH")
IN_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") | frozenset(range(128, 256))
_SPACE = frozenset(b" \t\r\n")
# What follows `include` where it is not prose: a call, a comment before its `!`, or another name in a `use`.
_AFTER_INCLUDE = (b"!", b"/", b"as")


@dataclass(frozen=True, slots=True)
class Spot:
    """A word of interest and where it begins."""

    start: int
    word: bytes


def find_words(data: bytes, macros: Iterable[bytes] = ()) -> list[Spot]:
    """Return the places in ``data`` that may load a file, in order; ``macros`` are further names to look for."""
    spots = [Spot(at, b"mod") for at in find_word(data, b"mod") if _may_declare(data, at + 3)]
    spots += _find_includes(data)
    spots += [Spot(at, b"file") for at in find_word(data, b"file") if _next(data, at + 4) == b"!"]
    for word in MANIFEST_WORDS:
        spots += [Spot(at, word) for at in find_word(data, word)]
    for name in macros:
        spots += [Spot(at, name) for at in find_word(data, name) if _is_used(data, at + len(name))]
    return sorted(spots, key=lambda spot: (spot.start, spot.word))


def find_word(data: bytes, word: bytes) -> Iterator[int]:
    """Yield where ``word`` stands in ``data`` as a word of its own."""
    at = data.find(word)
    while at >= 0:
        end = at + len(word)
        if (at == 0 or data[at - 1] not in IN_WORD) and (end == len(data) or data[end] not in IN_WORD):
            yield at
        at = data.find(word, end)


def _find_includes(data: bytes) -> Iterator[Spot]:
    at = data.find(b"include")
    while at >= 0:
        end = _skip(data, at, IN_WORD)
        word = data[at:end]
        starts = at == 0 or data[at - 1] not in IN_WORD
        if starts and word in INCLUDES and (word != b"include" or _may_name_macro(data, end)):
            yield Spot(at, word)
        at = data.find(b"include", end)


def _may_name_macro(data: bytes, end: int) -> bool:
    return data.startswith(_AFTER_INCLUDE, _skip(data, end, _SPACE))


def _may_declare(data: bytes, end: int) -> bool:
    """Tell whether ``mod`` may be followed by a name and a semicolon: an inline module has no file.

    A comment may stand between any two of them, and the name may be raw or a macro's variable.
    """
    name = _skip(data, end, _SPACE)
    if data.startswith(b"/", name):
        return True
    name += 2 if data.startswith(b"r#", name) else data.startswith(b"$", name)
    after = _skip(data, name, IN_WORD)
    return name < after and _next(data, after) in {b";", b"/"}


def _is_used(data: bytes, end: int) -> bool:
    at = _skip(data, end, _SPACE)
    return data.startswith((b"!", b"as"), at)


def _next(data: bytes, at: int) -> bytes:
    at = _skip(data, at, _SPACE)
    return data[at : at + 1]


def _skip(data: bytes, at: int, what: frozenset[int]) -> int:
    while at < len(data) and data[at] in what:
        at += 1
    return at
