"""Attributes: their conditions (``cfg``) and their paths (``path``)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from cargo_nix.syntax.references import Mode
from cargo_nix.syntax.tokens import LITERALS, leaf_nodes, literal_text, text_of

__all__ = ["Meta", "Paths", "alive_modes", "condition_modes", "parse_attribute", "read_paths"]

# What rustc and rustdoc set by themselves. `doctest` is on while rustdoc collects doctests, not while it renders,
# so in DOC it may be either.
_KNOWN: dict[Mode, dict[str, bool]] = {
    Mode.PLAIN: {"test": False, "doc": False, "doctest": False},
    Mode.TEST: {"test": True, "doc": False, "doctest": False},
    Mode.DOC: {"test": False, "doc": True},
}


# Of lists in lists: nobody writes as many, and each is a call of Python.
_DEEPEST = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Meta:
    """``name``, ``name = "value"`` or ``name(items)``; ``unread`` where the value is no literal, or not looked at."""

    name: str
    value: str | None = None
    items: tuple["Meta", ...] = ()
    unread: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Paths:
    """The files a module's path attributes name, and whether it may have none of them."""

    paths: tuple[str, ...] = ()
    default: bool = True
    unread: bool = False


def parse_attribute(node: Node) -> Meta | None:
    """Parse ``#[…]``, given as attribute item or as the token tree with its brackets."""
    tokens = list(leaf_nodes(node))
    while tokens and tokens[0].type in {"#", "!"}:
        tokens = tokens[1:]
    metas = _parse_list(tokens[1:-1], 0)
    return metas[0] if metas else None


def condition_modes(meta: Meta) -> frozenset[Mode]:
    """Return the modes in which a configuration predicate is not known to be false (Rust reference, cfg)."""
    return frozenset(mode for mode in Mode if _evaluate(meta, _KNOWN[mode]) is not False)


def alive_modes(metas: Iterable[Meta]) -> frozenset[Mode]:
    """Return the modes in which an item with these attributes may exist."""
    alive = frozenset(Mode)
    for meta in metas:
        if meta.name == "cfg" and len(meta.items) == 1:
            alive &= condition_modes(meta.items[0])
    return alive


def read_paths(metas: Iterable[Meta]) -> Paths:
    """Return all alternatives of ``#[path]`` and ``#[cfg_attr(…, path = …)]``, in the order of the source.

    An unconditional one excludes the default place (Rust reference, "The path attribute").
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


def _evaluate(meta: Meta, known: dict[str, bool]) -> bool | None:
    """Evaluate in three values: None where it hangs on a cfg that the mode does not decide."""
    if meta.unread:
        return None
    values = [_evaluate(item, known) for item in meta.items]
    match meta.name:
        case "all":
            return False if False in values else None if None in values else True
        case "any":
            return True if True in values else None if None in values else False
        case "not" if len(values) == 1:
            return None if values[0] is None else not values[0]
    return known.get(meta.name) if meta.value is None and not meta.items else None


def _parse_list(tokens: Sequence[Node], depth: int) -> tuple[Meta, ...]:
    """``meta ("," meta)* ","?`` over flat tokens, brackets counted."""
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
    """``path``, ``path = literal`` or ``path ( list )``; anything else has an unread value."""
    split = next((n for n, token in enumerate(tokens) if token.type in {"=", "("}), len(tokens))
    name = "".join(text_of(token) for token in tokens[:split])
    rest = tokens[split:]
    if not rest:
        return Meta(name=name)
    if rest[0].type == "(" and rest[-1].type == ")" and depth < _DEEPEST:
        return Meta(name=name, items=_parse_list(rest[1:-1], depth + 1))
    value = literal_text(rest[1]) if len(rest) == 2 and rest[1].type in LITERALS else None  # noqa: PLR2004 `= literal`
    return Meta(name=name, value=value, unread=value is None)
