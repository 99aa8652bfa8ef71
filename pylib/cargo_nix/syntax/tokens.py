"""Read nodes of the grammar as tokens, because macro calls and attributes have no other structure."""

from collections.abc import Iterator

from tree_sitter import Node

__all__ = ["LITERALS", "ancestor_nodes", "leaf_nodes", "literal_text", "macro_name", "plain_name", "text_of"]

LITERALS = frozenset({"string_literal", "raw_string_literal"})
_ESCAPES = {"\\n": "\n", "\\t": "\t", "\\\\": "\\", '\\"': '"', "\\'": "'", "\\r": "\r", "\\0": "\0"}


def text_of(node: Node) -> str:
    """Return the source text of ``node``."""
    return (node.text or b"").decode(errors="surrogateescape")


def plain_name(node: Node) -> str:
    """Return the identifier ``node`` without ``r#``, because names of files have no ``r#``."""
    return text_of(node).removeprefix("r#")


def leaf_nodes(root: Node) -> Iterator[Node]:
    """Yield the tokens below ``root`` in order, without comments. A string literal is one token."""
    todo = [root]
    while todo:
        node = todo.pop()
        if node.type.endswith("comment"):
            continue
        if not node.children or node.type in LITERALS:
            yield node
        else:
            todo += reversed(node.children)


def ancestor_nodes(node: Node) -> Iterator[Node]:
    """Yield ``node`` and its ancestors, innermost first."""
    ancestor: Node | None = node
    while ancestor is not None:
        yield ancestor
        ancestor = ancestor.parent


def literal_text(node: Node) -> str | None:
    """Return the value of the string literal ``node``, None for other nodes and for escapes that no path has."""
    if node.type not in LITERALS:
        return None
    parts: list[str] = []
    for child in node.named_children:
        text = text_of(child)
        if child.type == "escape_sequence":
            if text not in _ESCAPES:
                return None
            text = _ESCAPES[text]
        parts.append(text)
    return "".join(parts)


def macro_name(tree: Node) -> str | None:
    """Return the name (the last segment) of the macro with the argument ``tree``, None for other token trees.

    A token tree in a syntax tree is inside of a ``macro_invocation``; in another token tree, ``name !`` comes before.
    """
    parent = tree.parent
    if parent is not None and parent.type == "macro_invocation":
        macro = parent.child_by_field_name("macro")
        return None if macro is None else text_of(macro).rpartition("::")[2].strip()
    bang = tree.prev_sibling
    name = None if bang is None or bang.type != "!" else bang.prev_sibling
    return None if name is None or name.type != "identifier" else text_of(name)
