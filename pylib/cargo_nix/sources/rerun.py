"""What a build script declares with ``rerun-if-changed``, as far as its text says it (reference S32).

With such a line Cargo runs the script again for those files alone; without one, for any file of its package.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from tree_sitter import Node

from cargo_nix.sources.parse import parse_tree

__all__ = ["declared_inputs"]

_SIGN = "rerun-if-changed="


def declared_inputs(sources: list[bytes]) -> frozenset[str] | None:
    """Return the paths that the script with ``sources`` declares, None where it may run for any file of the package.

    A path that is put together while the script runs may be any path, so it counts as no declaration.
    """
    found: set[str] = set()
    for literal in (text for data in sources for text in _literals(parse_tree(data).root_node)):
        _before, sign, path = literal.partition(_SIGN)
        if not sign:
            continue
        path = path.removesuffix("\\n")
        if not path or "{" in path or "\\" in path:
            return None
        found.add(PurePosixPath(path).as_posix())
    return frozenset(found) or None


def _literals(root: Node) -> Iterator[str]:
    todo = [root]
    while todo:
        node = todo.pop()
        if node.type == "string_content" and node.text is not None:
            yield node.text.decode(errors="replace")
        todo += node.children
