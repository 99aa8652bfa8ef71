"""The text of a file without the items that only its own tests compile."""

from collections.abc import Iterator

from tree_sitter import Node, Tree

from cargo_nix.syntax.attributes import alive_modes
from cargo_nix.syntax.enclosing import attributes_of
from cargo_nix.syntax.references import Mode

__all__ = ["without_test_items"]

_LISTS = frozenset({"source_file", "declaration_list"})


def without_test_items(data: bytes, tree: Tree) -> bytes:
    """Return ``data`` with spaces for the items that are not there without ``cfg(test)``, as long as ``data`` is."""
    if tree.root_node.has_error:
        return data
    code = bytearray(data)
    for item in _test_items(tree.root_node):
        code[item.start_byte : item.end_byte] = b" " * (item.end_byte - item.start_byte)
    return bytes(code)


def _test_items(items: Node) -> Iterator[Node]:
    for item in items.named_children:
        metas = attributes_of(item)
        if Mode.PLAIN not in alive_modes(metas) or any(meta.name == "test" for meta in metas):
            yield item
        elif item.type == "mod_item":
            for body in item.named_children:
                if body.type in _LISTS:
                    yield from _test_items(body)
