"""Syntax errors of the grammar, and which of them leave the rest of a file in doubt.

The grammar lags behind the language (``str![…]``, ``safe fn``, ``impl const`` are errors to tree-sitter-rust 0.24),
so an error must not make a whole target unexplained. One is harmless where the tokens it swallowed can neither
open a string or a comment, nor be an attribute, nor change which braces belong together: all other tokens of the
file then stand in the tree as they do in the text.
"""

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from cargo_nix.syntax.spots import Spot

__all__ = ["find_error"]

_HARMLESS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ \t\r\n!$&*+,-.:;<=>?@^|%~()[]")
_PAIRS = ((b"(", b")"), (b"[", b"]"))
_BRACKETS = frozenset("(){}[]")


def find_error(root: Node, data: bytes, spots: Sequence[Spot]) -> int | None:
    """Return the line of the first error that may hide a module or an include, or None."""
    for node in _errors(root):
        if not _is_harmless(node, data, spots):
            return node.start_point[0] + 1
    return None


def _errors(root: Node) -> Iterator[Node]:
    """Yield ERROR and MISSING nodes in the order of the text."""
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
