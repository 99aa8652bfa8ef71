"""Evaluate the path in ``include!``, ``include_str!`` and ``include_bytes!``."""

import enum
import re
from collections.abc import Sequence
from typing import NamedTuple

from tree_sitter import Node

from cargo_nix.syntax.tokens import LITERALS, literal_text, text_of

__all__ = ["Base", "IncludePath", "read_include_path"]

_CALL = 3  # name ! (…)
_DEEPEST = 60  # nested calls
_GENERATED = ("OUT_DIR", "CARGO_BIN_FILE_", "CARGO_BIN_EXE_", "CARGO_CDYLIB_FILE_", "CARGO_STATICLIB_FILE_")
# rustc prints other numbers in another form: `0x10` and `1_6` become `16`.
_AS_WRITTEN = re.compile(r"0|[1-9][0-9]*|[0-9]+\.[0-9]+|true|false")
_SCALARS = frozenset({"integer_literal", "float_literal", "boolean_literal"})


class Base(enum.Enum):
    """The base of a path: the including file, the directory in a variable, or a directory that the build creates."""

    FILE = "file"
    VARIABLE = "variable"
    GENERATED = "generated"


class IncludePath(NamedTuple):
    """A path with its base. If the base is not a file, ``text`` follows the value of ``variable``."""

    base: Base
    text: str
    variable: str | None = None


def read_include_path(tree: Node) -> IncludePath | None:
    """Return the path in the arguments ``tree`` of an include, None if only the compiler knows the path.

    The arguments may be string literals, ``concat!``, ``stringify!`` of one token, and ``env!``. Variables for files of
    the build (``OUT_DIR``, ``CARGO_BIN_FILE_…``) give the base GENERATED.
    """
    return _evaluate(_arguments(tree), 0)


def _arguments(tree: Node) -> list[Node]:
    inside = [child for child in tree.children[1:-1] if not child.type.endswith("comment")]
    return inside[:-1] if inside and inside[-1].type == "," else inside


def _evaluate(tokens: Sequence[Node], depth: int) -> IncludePath | None:
    if len(tokens) == 1:
        text = literal_text(tokens[0]) if tokens[0].type in LITERALS else None
        if tokens[0].type in _SCALARS and _AS_WRITTEN.fullmatch(text_of(tokens[0])):
            text = text_of(tokens[0])
        return None if text is None else IncludePath(Base.FILE, text)
    if len(tokens) < _CALL or tokens[-1].type != "token_tree" or tokens[-2].type != "!" or depth > _DEEPEST:
        return None
    inside = _arguments(tokens[-1])
    match text_of(tokens[-_CALL]):
        case "concat":
            return _evaluate_concat(inside, depth + 1)
        case "env" if inside:
            return _evaluate_env(literal_text(inside[0]))
        case "stringify" if len(inside) == 1 and inside[0].type != "metavariable":
            return IncludePath(Base.FILE, text_of(inside[0]))
    return None


def _evaluate_concat(tokens: Sequence[Node], depth: int) -> IncludePath | None:
    parts: list[list[Node]] = [[]]
    for token in tokens:
        if token.type == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    values = [_evaluate(part, depth) for part in parts]
    evaluated = [value for value in values if value is not None]
    if evaluated and evaluated[0].base is Base.GENERATED and values[0] is not None:
        return evaluated[0]  # the scan sees no generated file, so the rest of the path does not matter
    if len(evaluated) < len(values) or any(value.base is not Base.FILE for value in evaluated[1:]):
        return None
    return IncludePath(evaluated[0].base, "".join(value.text for value in evaluated), evaluated[0].variable)


def _evaluate_env(name: str | None) -> IncludePath | None:
    if name is None:
        return None
    return IncludePath(Base.GENERATED if name.startswith(_GENERATED) else Base.VARIABLE, "", name)
