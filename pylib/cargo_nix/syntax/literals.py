"""String literals that lead out of a directory: paths with ``..`` in them."""

import re
from collections.abc import Callable, Iterator

from tree_sitter import Node, Tree

from cargo_nix.syntax.spots import INCLUDES
from cargo_nix.syntax.tokens import ancestor_nodes, macro_name, text_of

__all__ = ["outward_paths", "outward_words"]

# A component `..` in a literal. What comes before it may be a variable of a format string, or an option of a program.
_OUTWARD = re.compile(rb'"((?:[^"\\\n]*/)?\.\.(?:/[^"\\\n]*)?|[^"\\\n]*[^"\\\n./\s]\.\./[^"\\\n]*)"')
_UP = re.compile(r"(?<!\.)\.\.(?=/|$)")
# The same in a file of any other language: a path without quotation marks has a name after it.
_OUTWARD_WORD = re.compile(rb"""["']((?:\./)?(?:\.\./)*\.\./?)["']|((?:\./)?(?:\.\./)+[\w@+-][\w@+./-]*)""")
_PATTERN = frozenset("*{?[$")
# Macros of the standard library: their arguments are text, or `include*!`, which the module tree has.
_TEXT_MACROS = frozenset({
    "assert", "assert_eq", "assert_ne", "concat", "dbg", "debug_assert", "debug_assert_eq", "debug_assert_ne", "env",
    "eprint", "eprintln", "format", "format_args", "matches", "option_env", "panic", "print", "println", "todo",
    "unimplemented", "unreachable", "vec", "write", "writeln", *(word.decode() for word in INCLUDES),
})  # fmt: skip
_TEXT_ATTRIBUTES = frozenset({"cfg", "deprecated", "must_use", "allow", "warn", "deny", "forbid", "expect", "path"})


def outward_paths(data: bytes, tree: Callable[[], Tree]) -> Iterator[tuple[str, bool]]:
    """Yield the literals of a Rust file that lead out, each with whether another crate's macro gets it.

    A path ends before its first pattern. What comes before the first ``..`` is left out where it is no path.
    ``tree`` parses ``data``, which few files need.
    """
    for literal in _OUTWARD.finditer(data):
        leaf = tree().root_node.descendant_for_byte_range(literal.start(), literal.end())
        if leaf is None or leaf.type.endswith("comment") or _is_included(leaf):
            continue
        yield _fixed(literal[1].decode(errors="surrogateescape")), _is_macro_argument(leaf)


def outward_words(data: bytes) -> frozenset[str]:
    """Return the words of a text in any language that are paths which lead out."""
    if b".." not in data:
        return frozenset()
    return frozenset(_fixed((word[0] or word[1]).decode()) for word in _OUTWARD_WORD.findall(data))


def _fixed(text: str) -> str:
    up = _UP.search(text)
    before = text[: up.start()] if up is not None else ""
    if before and (not before.endswith("/") or before.startswith("/") or not _PATTERN.isdisjoint(before)):
        text = text[len(before) :]
    parts = text.split("/")
    return "/".join(parts[: next((n for n, part in enumerate(parts) if not _PATTERN.isdisjoint(part)), len(parts))])


def _is_included(leaf: Node) -> bool:
    """Tell whether ``leaf`` is the argument of an include, which names one file and no place."""
    return any(
        node.type == "token_tree" and (macro_name(node) or "").encode() in INCLUDES for node in ancestor_nodes(leaf)
    )


def _is_macro_argument(leaf: Node) -> bool:
    for node in ancestor_nodes(leaf):
        if node.type == "token_tree":
            name = macro_name(node)
            if name is not None and name not in _TEXT_MACROS:
                return True
        if node.type == "attribute" and node.children:
            return text_of(node.children[0]) not in _TEXT_ATTRIBUTES
    return False
