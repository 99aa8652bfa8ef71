"""Attributes of Rust code: conditions (``cfg``) and paths (``path``)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tree_sitter import Node

from cargo_nix.syntax.references import Mode
from cargo_nix.syntax.tokens import LITERALS, leaf_nodes, literal_text, text_of

__all__ = ["Meta", "Paths", "alive_modes", "parse_attribute", "read_paths"]

# The cfg values that rustc and rustdoc set in each mode. rustdoc sets `doctest` only when it collects doctests, so in
# mode DOC, `doctest` is unknown.
_KNOWN: dict[Mode, dict[str, bool]] = {
    Mode.PLAIN: {"test": False, "doc": False, "doctest": False},
    Mode.TEST: {"test": True, "doc": False, "doctest": False},
    Mode.DOC: {"test": False, "doc": True},
}


# Nested lists beyond this depth are not read, because each level is a recursive call.
_DEEPEST = 60


class Meta(NamedTuple):
    """An attribute: ``name``, ``name = "value"`` or ``name(items)``.

    ``unread``: whether the value is not a literal, or nested too deep.
    """

    name: str
    value: str | None = None
    items: tuple["Meta", ...] = ()
    unread: bool = False


class Paths(NamedTuple):
    """The paths that the attributes of a module name.

    ``paths``: all alternatives, as written.
    ``default``: whether the module may also have its default path.
    ``unread``: whether a path is not a literal.
    """

    paths: tuple[str, ...] = ()
    default: bool = True
    unread: bool = False


def parse_attribute(node: Node) -> Meta | None:
    """Parse ``#[…]``; ``node`` is an attribute item, or a token tree with the brackets. None for an empty attribute."""
    tokens = list(leaf_nodes(node))
    while tokens and tokens[0].type in {"#", "!"}:
        tokens = tokens[1:]
    metas = _parse_list(tokens[1:-1], 0)
    return metas[0] if metas else None


def alive_modes(metas: Iterable[Meta]) -> tuple[Mode, ...]:
    """Return the modes in which an item with the attributes ``metas`` may exist: no ``cfg`` is false.

    Source: Rust reference, "Conditional compilation".
    """
    conditions = [meta.items[0] for meta in metas if meta.name == "cfg" and len(meta.items) == 1]
    return tuple(mode for mode in Mode if all(_evaluate(meta, _KNOWN[mode]) is not False for meta in conditions))


def read_paths(metas: Iterable[Meta]) -> Paths:
    """Return all alternatives of ``#[path]`` and ``#[cfg_attr(…, path = …)]`` in ``metas``, in the order of the source.

    An unconditional ``#[path]`` excludes the default path. Source: Rust reference, "The path attribute".
    """
    paths: list[str] = []
    default, unread = True, False
    for meta in metas:
        if meta.name == "path":
            default = False
            unread |= meta.value is None
            paths += [meta.value] if meta.value is not None else []
        elif meta.name == "cfg_attr":
            inner = read_paths(meta.items[1:])
            paths += inner.paths
            unread |= inner.unread or meta.unread
    return Paths(paths=tuple(paths), default=default, unread=unread)


def _evaluate(meta: Meta, settings: dict[str, bool]) -> bool | None:
    """Return whether ``meta`` is true, None if the answer depends on an unknown cfg."""
    if meta.unread:
        return None
    values = [_evaluate(item, settings) for item in meta.items]
    match meta.name:
        case "all":
            return False if False in values else None if None in values else True
        case "any":
            return True if True in values else None if None in values else False
        case "not" if len(values) == 1:
            return None if values[0] is None else not values[0]
    return settings.get(meta.name) if meta.value is None and not meta.items else None


def _parse_list(tokens: Sequence[Node], depth: int) -> tuple[Meta, ...]:
    """Parse ``meta ("," meta)* ","?``. The tokens are flat, so this function counts brackets."""
    parts: list[list[Node]] = [[]]
    brackets = 0
    for token in tokens:
        brackets += (token.type in {"(", "[", "{"}) - (token.type in {")", "]", "}"})
        if token.type == "," and brackets == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_parse_meta(part, depth) for part in parts if part)


def _parse_meta(tokens: Sequence[Node], depth: int) -> Meta:
    """Parse ``path``, ``path = literal`` or ``path ( list )``. Other forms have an unread value."""
    name_length = next((n for n, token in enumerate(tokens) if token.type in {"=", "("}), len(tokens))
    name = "".join(text_of(token) for token in tokens[:name_length])
    value_tokens = tokens[name_length:]
    if not value_tokens:
        return Meta(name=name)
    if value_tokens[0].type == "(" and value_tokens[-1].type == ")" and depth < _DEEPEST:
        return Meta(name=name, items=_parse_list(value_tokens[1:-1], depth + 1))
    value = literal_text(value_tokens[1]) if len(value_tokens) == 2 and value_tokens[1].type in LITERALS else None  # noqa: PLR2004 `= literal`
    return Meta(name=name, value=value, unread=value is None)
