"""Remove the items of a file that only its own tests compile."""

from collections.abc import Iterator

from tree_sitter import Node, Tree

from cargo_nix.syntax.attributes import alive_modes
from cargo_nix.syntax.enclosing import attributes_of
from cargo_nix.syntax.references import Mode

__all__ = ["without_test_items"]

_LISTS = frozenset({"source_file", "declaration_list"})


def without_test_items(data: bytes, tree: Tree) -> bytes:
    """Return ``data`` with spaces in place of all items that only exist with ``cfg(test)``; the length stays.

    ``tree`` is the tree of ``data``. With a syntax error, ``data`` is returned unchanged.
    """
    if tree.root_node.has_error:
        return data
    code = bytearray(data)
    for item in _test_items(tree.root_node):
        code[item.start_byte : item.end_byte] = b" " * (item.end_byte - item.start_byte)
    return bytes(code)


def _test_items(root: Node) -> Iterator[Node]:
    todo = [root]
    while todo:
        has_attributes = False
        for item in todo.pop().named_children:
            if item.type.endswith("comment"):
                continue
            if item.type == "attribute_item":
                has_attributes = True
                continue
            metas = attributes_of(item) if has_attributes else []
            has_attributes = False
            if Mode.PLAIN not in alive_modes(metas) or any(meta.name == "test" for meta in metas):
                yield item
            elif item.type == "mod_item":
                todo += [body for body in item.named_children if body.type in _LISTS]
