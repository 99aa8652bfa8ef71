"""Reading the grammar's nodes as tokens: what stands inside macro calls and attributes has no other structure."""

from collections.abc import Iterator

from tree_sitter import Node

__all__ = ["LITERALS", "ancestor_nodes", "leaf_nodes", "literal_text", "macro_name", "plain_name", "text_of"]

LITERALS = frozenset({"string_literal", "raw_string_literal"})
_ESCAPES = {"\\n": "\n", "\\t": "\t", "\\\\": "\\", '\\"': '"', "\\'": "'", "\\r": "\r", "\\0": "\0"}


def text_of(node: Node) -> str:
    """Return the source text of ``node``."""
    return (node.text or b"").decode(errors="surrogateescape")


def plain_name(node: Node) -> str:
    """Return an identifier without the ``r#`` that a raw one begins with: files are named without it."""
    return text_of(node).removeprefix("r#")


def leaf_nodes(node: Node) -> Iterator[Node]:
    """Yield the tokens below ``node`` in order, a string literal as one of them, comments left out."""
    todo = [node]
    while todo:
        at = todo.pop()
        if at.type.endswith("comment"):
            continue
        if not at.children or at.type in LITERALS:
            yield at
        else:
            todo += reversed(at.children)


def ancestor_nodes(node: Node) -> Iterator[Node]:
    """Yield ``node`` and all that it stands in, the innermost first."""
    at: Node | None = node
    while at is not None:
        yield at
        at = at.parent


def literal_text(node: Node) -> str | None:
    """Return what a string literal means, or None where it holds an escape that no path has."""
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
    """Return the last segment of the macro whose argument ``tree`` is, or None if it is not one's.

    In a syntax tree that is the enclosing ``macro_invocation``, in a token tree the ``name !`` before it.
    """
    parent = tree.parent
    if parent is not None and parent.type == "macro_invocation":
        macro = parent.child_by_field_name("macro")
        return None if macro is None else text_of(macro).rpartition("::")[2].strip()
    bang = tree.prev_sibling
    name = None if bang is None or bang.type != "!" else bang.prev_sibling
    return None if name is None or name.type != "identifier" else text_of(name)
