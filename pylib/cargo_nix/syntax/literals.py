"""Upward paths in string literals: paths with ``..``."""

import re
from collections.abc import Iterable, Iterator

from tree_sitter import Node, Tree

from cargo_nix.syntax.spots import INCLUDES
from cargo_nix.syntax.tokens import ancestor_nodes, macro_name, text_of

__all__ = ["TEXT_MACROS", "find_outward", "outward_paths", "outward_words"]

# A literal with a component `..`. Before this component may be a variable of a format string, or a program's option.
_OUTWARD = re.compile(rb'"((?:[^"\\\n]*/)?\.\.(?:/[^"\\\n]*)?|[^"\\\n]*[^"\\\n./\s]\.\./[^"\\\n]*)"')
_UP = re.compile(r"(?<!\.)\.\.(?=/|$)")
# The same in other languages. Without quotation marks, only a path with a name after `../` counts.
_OUTWARD_WORD = re.compile(rb"""["']((?:\./)?(?:\.\./)*\.\./?)["']|((?:\./)?(?:\.\./)+[\w@+-][\w@+./-]*)""")
_PATTERN = frozenset("*{?[$")
TEXT_MACROS = frozenset({
    "assert", "assert_eq", "assert_ne", "cfg", "column", "compile_error", "concat", "dbg", "debug_assert",
    "debug_assert_eq", "debug_assert_ne", "env", "eprint", "eprintln", "file", "format", "format_args", "line",
    "macro_rules", "matches", "module_path", "option_env", "panic", "print", "println", "stringify", "thread_local",
    "todo", "unimplemented", "unreachable", "vec", "write", "writeln", *(word.decode() for word in INCLUDES),
})  # fmt: skip
"""Macros of the standard library. Arguments are text, or (``include*!``) a path that the module tree has."""

_TEXT_ATTRIBUTES = frozenset({"cfg", "deprecated", "must_use", "allow", "warn", "deny", "forbid", "expect", "path"})


def find_outward(data: bytes) -> list[re.Match[bytes]]:
    """Return the string literals with an upward path in the Rust text ``data``, also those in comments."""
    return list(_OUTWARD.finditer(data)) if b"../" in data or b'.."' in data else []


def outward_paths(literals: Iterable[re.Match[bytes]], tree: Tree) -> Iterator[tuple[str, bool]]:
    """Yield the upward paths in ``literals`` (``find_outward``), except in comments and in includes.

    With each path comes whether a macro of another crate gets the literal. A path ends before the first component with
    a glob or a variable. Text before the first ``..`` counts only as a relative directory.
    ``tree`` is the syntax tree of the text.
    """
    for literal in literals:
        leaf = tree.root_node.descendant_for_byte_range(literal.start(), literal.end())
        if leaf is None or leaf.type.endswith("comment") or _is_included(leaf):
            continue
        yield _fixed_part(literal[1].decode(errors="surrogateescape")), _is_macro_argument(leaf)


def outward_words(data: bytes) -> frozenset[str]:
    """Return the upward paths in ``data``, a text in any language."""
    if b".." not in data:
        return frozenset()
    return frozenset(_fixed_part((word[0] or word[1]).decode()) for word in _OUTWARD_WORD.findall(data))


def _fixed_part(text: str) -> str:
    up = _UP.search(text)
    before = text[: up.start()] if up is not None else ""
    if before and (not before.endswith("/") or before.startswith("/") or not _PATTERN.isdisjoint(before)):
        text = text[len(before) :]
    parts = text.split("/")
    return "/".join(parts[: next((n for n, part in enumerate(parts) if not _PATTERN.isdisjoint(part)), len(parts))])


def _is_included(leaf: Node) -> bool:
    """Return whether ``leaf`` is the argument of an include: the module tree has the file. A part of a path counts."""
    return leaf.parent is not None and (macro_name(leaf.parent) or "").encode() in INCLUDES


def _is_macro_argument(leaf: Node) -> bool:
    for node in ancestor_nodes(leaf):
        if node.type == "token_tree":
            name = macro_name(node)
            if name is not None and name not in TEXT_MACROS:
                return True
        if node.type == "attribute" and node.children:
            return text_of(node.children[0]) not in _TEXT_ATTRIBUTES
    return False
