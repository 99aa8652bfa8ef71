"""Syntax errors of the grammar: harmless errors, and errors that may hide a reference.

The grammar is behind the language: ``str![…]``, ``safe fn`` and ``impl const`` are errors in tree-sitter-rust 0.24. So
an error alone must not widen the file set of a target. An error is harmless if the skipped tokens start no string or
comment, are not an attribute, and do not change the pairs of braces: the tree then has all other tokens of the file.
"""

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from cargo_nix.syntax.spots import Spot

__all__ = ["find_error"]

_HARMLESS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ \t\r\n!$&*+,-.:;<=>?@^|%~()[]")
_PAIRS = ((b"(", b")"), (b"[", b"]"))
_BRACKETS = frozenset("(){}[]")


def find_error(root: Node, data: bytes, spots: Sequence[Spot]) -> int | None:
    """Return the line (from 1) of the first error that may hide a module or an include, None without such an error.

    ``data`` is the text of the tree at ``root``; ``spots`` are words of interest in ``data``.
    """
    for node in _errors(root):
        if not _is_harmless(node, data, spots):
            return node.start_point[0] + 1
    return None


def _errors(root: Node) -> Iterator[Node]:
    """Yield the nodes ERROR and MISSING in the order of the text."""
    todo = [root]
    while todo:
        node = todo.pop()
        if node.is_error or node.is_missing:
            yield node
        elif node.has_error:
            todo += reversed(node.children)


def _is_harmless(node: Node, data: bytes, spots: Sequence[Spot]) -> bool:
    if node.is_missing:
        return node.type not in _BRACKETS
    text = data[node.start_byte : node.end_byte]
    balanced = all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS)
    hides = b"macro" in text or any(node.start_byte <= spot.start < node.end_byte for spot in spots)
    return balanced and not hides and _HARMLESS.issuperset(text)
