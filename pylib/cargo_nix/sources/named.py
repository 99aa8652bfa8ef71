"""Which files a build script can open, where it opens none that it does not name.

It names one by a string literal: by its path or a part of that, by a directory above it, by its name without the
extension or the extension alone, or with a pattern of ``format!``. The rule errs towards naming: a file too many runs a
script again, a file too few breaks it.
"""

import re
from collections.abc import Iterable, Sequence

from tree_sitter import Node

from cargo_nix.sources.tokens import text_of

__all__ = ["Basenames", "Names", "opens_unnamed"]

_LONGEST = 200
_LISTING = frozenset({"read_dir"})
# By these a script gets at directories that it does not name, which matters where it lists some.
_ELSEWHERE = frozenset({"parent", "ancestors", "pop", "components", "current_dir", "current_exe"})
# Other programs open what they like; of `stringify!(words)` a name is made without a literal.
_OPAQUE = frozenset({"Command", "asm", "global_asm", "stringify"})
_LETTERS = frozenset({b"\\x", b"\\u"})  # escapes that may be parts of a name
_VARIABLES = frozenset({b"PWD"})  # what a shell, or cargo's caller, says of the working directory
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[\w.+@-]+")


def opens_unnamed(roots: Iterable[Node]) -> bool:
    """Tell whether a script of these syntax trees may open files that no literal of it names."""
    words: set[str] = set()
    for node in (node for root in roots for node in _nodes(root)):
        if node.type in {"foreign_mod_item", "ERROR"} or (node.text or b"")[:2] in _LETTERS:
            return True
        if node.text in _VARIABLES:
            words.add("current_dir")
        if node.type in {"identifier", "field_identifier", "type_identifier"}:
            word = text_of(node)
            after = node.next_sibling
            words.add(f"{word}!" if after is not None and after.type == "!" else word)
    plain = {word.removesuffix("!") for word in words}
    lists = bool(plain & _LISTING)
    return bool(plain & _OPAQUE) or (lists and (bool(plain & _ELSEWHERE) or "file!" in words))


class Names:
    """The literals of a script, as names of files."""

    def __init__(self, literals: Iterable[str]) -> None:
        texts = {text.casefold() for text in literals}
        self._words = {word for text in texts for word in _WORD.findall(text)}
        short = {cleaned for text in texts if len(text) <= _LONGEST and (cleaned := _cleaned(text))}
        self._whole = {text for text in short if "{" not in text}
        self._parts = [text for text in self._whole if len(text) > 1]
        self._patterns = [pattern for text in sorted(short - self._whole) if (pattern := _pattern(text)) is not None]

    def fit(self, path: str) -> bool:
        """Tell whether ``path`` may be named: itself, a part of it, or a directory above it."""
        low = path.casefold()
        rooted, name = f"/{low}", low.rpartition("/")[2]
        pieces = name.split(".")
        ends = {".".join(pieces[at:]) for at in range(1, len(pieces))}
        stems = {".".join(pieces[:at]) for at in range(1, len(pieces))}
        return (
            name in self._words
            or not self._whole.isdisjoint({*low.split("/"), *ends, *stems})
            or any(f"/{part}" in rooted or low.endswith(part) for part in self._parts)
            or any(pattern.search(low) for pattern in self._patterns)
        )

    def has(self, path: str) -> bool:
        """Tell whether a literal is ``path``."""
        return path.casefold() in self._whole


class Basenames:
    """Files by their names, for looking up what a list mentions."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths: dict[str, set[str]] = {}
        for path in paths:
            self._paths.setdefault(path.casefold().rpartition("/")[2], set()).add(path)

    def mentioned(self, contents: bytes) -> set[str]:
        """Return the paths whose names stand in a file with ``contents``: a list that a script reads."""
        words = {word.casefold() for word in _WORD.findall(contents.decode(errors="replace"))}
        return {path for name in words & self._paths.keys() for path in self._paths[name]}


def _cleaned(text: str) -> str:
    """Return ``text`` as a path from some directory: without what leads up and without slashes around it."""
    parts = [part for part in text.replace("\\", "/").strip().split("/") if part not in {"", "."}]
    up = max((at for at, part in enumerate(parts) if part == ".."), default=-1)
    found = "/".join(parts[up + 1 :])
    return found if any(letter.isalnum() for letter in _PLACEHOLDER.sub("", found)) else ""


def _pattern(text: str) -> re.Pattern[str] | None:
    pieces = _PLACEHOLDER.split(text)
    return re.compile("(?:^|/)" + ".*".join(map(re.escape, pieces)) + "(?:/|$)") if len(pieces) > 1 else None


def _nodes(root: Node) -> Iterable[Node]:
    todo: Sequence[Node] = [root]
    while todo:
        yield from todo
        todo = [child for node in todo for child in node.children]
