"""What a build script declares with ``rerun-if-changed``, and what it may read, as far as its text says it (S32).

With such a line, or one of ``rerun-if-env-changed``, Cargo runs the script again for those files alone; without one,
for any file of its package.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from tree_sitter import Node

from cargo_nix.sources.parse import parse_tree
from cargo_nix.sources.tokens import ancestors, stands_in

__all__ = ["Declaration", "read_declaration", "read_literals"]

_SIGN = "rerun-if-changed="
_ENV_SIGN = "rerun-if-env-changed="
_MANIFEST = "CARGO_MANIFEST_"
_HERE = frozenset({".", "..", "./", "../"})
# Methods of text, to which a dot is no directory.
_OF_TEXT = frozenset({b"split", b"rsplit", b"splitn", b"rsplitn", b"split_once", b"rsplit_once", b"replace",
                      b"replacen", b"find", b"rfind", b"contains", b"trim_matches", b"trim_start_matches",
                      b"trim_end_matches", b"starts_with", b"ends_with", b"strip_prefix", b"strip_suffix",
                      b"push_str"})  # fmt: skip
_OUT_OF_RESULT = frozenset({b"unwrap", b"expect", b"unwrap_or_default", b"clone", b"as_path", b"to_path_buf"})
_MAKE_TEXT = frozenset({"print", "println", "eprint", "eprintln", "format", "panic", "write", "writeln"})
_LONGEST = 200
_NAME = re.compile(r"[\w-]\.rs$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Declaration:
    """``paths`` that a script declares in full; ``computed`` where it puts others together while it runs.

    ``named`` are all its string literals that may be paths. ``walks`` means that it may read any file without naming a
    directory above it: it knows where its package lies, or has a pattern, or the ending of Rust files without a name.
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
        walks=any(_is_wide(text) for text in named) or any(_has_directory(root) for root in roots),
    )


def read_literals(sources: list[bytes]) -> list[str]:
    """Return the string literals of a script, a path that it declares without the directive before it."""
    texts = [text.removesuffix("\\n") for data in sources for text in _literals(parse_tree(data).root_node)]
    return [text.partition(_SIGN)[2] if _SIGN in text else text for text in texts]


def _is_wide(literal: str) -> bool:
    pattern = "*" in literal and not any(letter.isspace() for letter in literal)
    ending = literal == "rs" or (literal.endswith(".rs") and not _NAME.search(literal))
    return literal in _HERE or pattern or ending or _MANIFEST in literal


def _is_text(node: Node) -> bool:
    """Tell whether a literal is an argument of a method that only text has."""
    call = None if node.parent is None or node.parent.type != "arguments" else node.parent.parent
    function = None if call is None else call.child_by_field_name("function")
    field = None if function is None else function.child_by_field_name("field")
    return field is not None and field.text in _OF_TEXT


def _has_directory(root: Node) -> bool:
    """Tell whether ``current_dir()`` is used for more than ``current_dir()?.join("name")``, under its own name too.

    That is the one use which says what is opened. Printing it, or putting it into a text, opens nothing.
    """
    wanted = [node for node in _nodes(root) if node.type == "identifier" and node.text == b"current_dir"]
    names: set[bytes] = set()
    for leaf in wanted:
        use = _value(leaf)
        if use.type == "let_declaration":
            pattern = use.child_by_field_name("pattern")
            # `Ok` in `let Ok(directory) = …` is an identifier too.
            found = [] if pattern is None else [leaf.text for leaf in _nodes(pattern) if leaf.type == "identifier"]
            names |= {name for name in found if name is not None and not name[:1].isupper()}
        elif not _is_joined(use, b"join") and not any(at.type == "use_declaration" for at in ancestors(leaf)):
            return True
    used = [leaf for leaf in _nodes(root) if leaf.type == "identifier" and leaf.text in names]
    # What a name is pushed to is no more the directory itself.
    pushed = {leaf.text for leaf in used if _is_joined(_value(leaf), b"push")}
    return any(
        not (_is_bound(leaf) or stands_in(leaf, _MAKE_TEXT) or _is_joined(_value(leaf), b"join"))
        for leaf in used
        if leaf.text not in pushed
    )


def _is_bound(leaf: Node) -> bool:
    """Tell whether ``leaf`` stands in the pattern of a ``let``: it gets its value there."""
    at = leaf
    while at.parent is not None and at.parent.type != "let_declaration":
        at = at.parent
    return at.parent is not None and at.parent.child_by_field_name("pattern") == at


def _value(leaf: Node) -> Node:
    """Return the use of the value that ``leaf`` begins: past the call, ``?`` and what takes it out of a result."""
    node = leaf
    while node.parent is not None:
        parent = node.parent
        field = parent.child_by_field_name("field") if parent.type == "field_expression" else None
        if field is not None and field.text not in _OUT_OF_RESULT:
            return parent
        if parent.type not in {"scoped_identifier", "call_expression", "try_expression", "field_expression"}:
            return parent if parent.type == "let_declaration" else node
        node = parent
    return node


def _is_joined(use: Node, method: bytes) -> bool:
    """Tell whether ``use`` is the call of ``method`` with a literal, or with a constant that is one."""
    field = use.child_by_field_name("field") if use.type == "field_expression" else None
    call = use.parent
    arguments = None if call is None else call.child_by_field_name("arguments")
    first = None if arguments is None or not arguments.named_children else arguments.named_children[0]
    named = first is not None and (first.type == "string_literal" or (first.text or b"").isupper())
    return named and field is not None and field.text == method


def _literals(root: Node) -> Iterator[str]:
    for node in _nodes(root):
        if node.type == "string_content" and node.text is not None:
            text = node.text.decode(errors="replace")
            if text not in _HERE or node.parent is None or not _is_text(node.parent):
                yield text


def _nodes(root: Node) -> Iterator[Node]:
    todo = [root]
    while todo:
        node = todo.pop()
        yield node
        todo += node.children
