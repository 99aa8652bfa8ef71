"""What a build script declares with ``rerun-if-changed``, and what it may read, as far as its text says it (S32).

With such a line, or one of ``rerun-if-env-changed``, Cargo runs the script again for those files alone; without one,
for any file of its package.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from tree_sitter import Node

from cargo_nix.sources.parse import parse_tree

__all__ = ["Declaration", "read_declaration"]

_SIGN = "rerun-if-changed="
_ENV_SIGN = "rerun-if-env-changed="
_MANIFEST = "CARGO_MANIFEST_"
_HERE = frozenset({"", ".", "..", "./", "../"})
_LONGEST = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Declaration:
    """``paths`` that a script declares in full; ``computed`` where it puts others together while it runs.

    ``named`` are all its string literals that may be paths. ``walks`` means that it may read any file without naming a
    directory above it: it knows where its package lies, or has a pattern, or the ending of Rust files.
    """

    paths: frozenset[str]
    computed: bool
    named: frozenset[str]
    walks: bool


def read_declaration(sources: list[bytes]) -> Declaration | None:
    """Return what the script with ``sources`` declares, None where Cargo may run it for any file of the package."""
    roots = [parse_tree(data).root_node for data in sources]
    literals = [text.removesuffix("\\n") for root in roots for text in _literals(root)]
    declared = [text.partition(_SIGN)[2] for text in literals if _SIGN in text]
    if not declared and not any(_ENV_SIGN in text for text in literals):
        return None
    paths = {path for path in declared if path and "{" not in path and "\\" not in path}
    named = [text for text in literals if _SIGN not in text and _ENV_SIGN not in text]
    return Declaration(
        paths=frozenset(PurePosixPath(path).as_posix() for path in paths),
        computed=len(paths) < len(set(declared)),
        named=frozenset(
            PurePosixPath(text).as_posix() for text in named if 0 < len(text) <= _LONGEST and "\0" not in text
        ),
        walks=any(_is_wide(text) for text in named) or any(_passes_directory_on(root) for root in roots),
    )


def _is_wide(literal: str) -> bool:
    return literal in _HERE or literal == "rs" or ".rs" in literal or "*" in literal or _MANIFEST in literal


def _passes_directory_on(root: Node) -> bool:
    """Tell whether ``current_dir()`` is an argument of a call, itself or under the name that a ``let`` gives it."""
    names: set[bytes] = set()
    arguments: list[Node] = []
    for node in _nodes(root):
        if node.type == "arguments":
            arguments.append(node)
        elif node.type == "let_declaration" and b"current_dir" in (node.text or b""):
            pattern = node.child_by_field_name("pattern")
            names |= {pattern.text} if pattern is not None and pattern.text is not None else set()
    wanted = {b"current_dir", *names}
    return any(leaf.text in wanted for node in arguments for leaf in _nodes(node) if leaf.type == "identifier")


def _literals(root: Node) -> Iterator[str]:
    for node in _nodes(root):
        if node.type == "string_literal" and not any(child.type == "string_content" for child in node.children):
            yield ""
        if node.type == "string_content" and node.text is not None:
            yield node.text.decode(errors="replace")


def _nodes(root: Node) -> Iterator[Node]:
    todo = [root]
    while todo:
        node = todo.pop()
        yield node
        todo += node.children
