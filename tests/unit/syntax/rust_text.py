"""Parse Rust text for tests, in one call."""

from collections.abc import Iterator

from tree_sitter import Node, Tree

from cargo_nix.syntax.parse_file import parse_references, parse_tree
from cargo_nix.syntax.references import Reference
from cargo_nix.syntax.spots import find_words


def tree_of(text: str) -> Tree:
    """Return the syntax tree of ``text``."""
    return parse_tree(text.encode())


def nodes_of(text: str, kind: str) -> list[Node]:
    """Return the nodes of type ``kind`` in ``text``, in order."""
    return [node for node in _all_nodes(tree_of(text).root_node) if node.type == kind]


def references_of(text: str, *macros: str) -> tuple[list[Reference], dict[str, list[Reference]]]:
    """Return the references of ``text`` and of the bodies of its macros; ``macros`` are names of loading macros."""
    data = text.encode()
    references, bodies = parse_references(parse_tree(data), data, find_words(data, [name.encode() for name in macros]))
    return list(references), {name: list(body) for name, body in bodies.items()}


def _all_nodes(root: Node) -> Iterator[Node]:
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending += reversed(node.children)
