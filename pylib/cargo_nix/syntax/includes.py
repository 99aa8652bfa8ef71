"""Evaluate the path in ``include!``, ``include_str!`` and ``include_bytes!``."""

from collections.abc import Sequence
from typing import NamedTuple

from tree_sitter import Node

from cargo_nix.syntax.tokens import LITERALS, literal_text, text_of

__all__ = ["IncludePath", "read_include_path"]

_CALL = 3  # name ! (…)
_DEEPEST = 60  # nested calls
_GENERATED = ("OUT_DIR", "CARGO_BIN_FILE_", "CARGO_BIN_EXE_", "CARGO_CDYLIB_FILE_", "CARGO_STATICLIB_FILE_")


class IncludePath(NamedTuple):
    """A path relative to the including file, or the text after the value of ``variable``."""

    text: str
    variable: str | None = None

    @property
    def is_generated(self) -> bool:
        """Whether the variable names a directory or a file that the build creates."""
        return self.variable is not None and self.variable.startswith(_GENERATED)


def read_include_path(tree: Node) -> IncludePath | None:
    """Return the path in the arguments ``tree`` of an include, None if only the compiler knows the path.

    The arguments may be string literals, ``concat!`` and ``env!``.
    """
    return _evaluate(_arguments(tree), 0)


def _arguments(tree: Node) -> list[Node]:
    inside = [child for child in tree.children[1:-1] if not child.type.endswith("comment")]
    return inside[:-1] if inside and inside[-1].type == "," else inside


def _evaluate(tokens: Sequence[Node], depth: int) -> IncludePath | None:
    if len(tokens) == 1:
        text = literal_text(tokens[0]) if tokens[0].type in LITERALS else None
        return None if text is None else IncludePath(text)
    if len(tokens) < _CALL or tokens[-1].type != "token_tree" or tokens[-2].type != "!" or depth > _DEEPEST:
        return None
    inside = _arguments(tokens[-1])
    match text_of(tokens[-_CALL]):
        case "concat":
            return _evaluate_concat(inside, depth + 1)
        case "env" if inside:
            name = literal_text(inside[0])
            return None if name is None else IncludePath("", name)
    return None


def _evaluate_concat(tokens: Sequence[Node], depth: int) -> IncludePath | None:
    parts: list[list[Node]] = [[]]
    for token in tokens:
        if token.type == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    values = [_evaluate(part, depth) for part in parts]
    first, *others = values
    if first is None or first.is_generated:
        return first  # the scan sees no generated file, so the rest of the path does not matter
    rest = [value.text for value in others if value is not None and value.variable is None]
    return None if len(rest) < len(others) else IncludePath(first.text + "".join(rest), first.variable)
