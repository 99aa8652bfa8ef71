"""Evaluate ``cfg(…)`` expressions of Cargo's configuration for a platform.

The grammar follows the Rust reference, "Conditional compilation":

expression = "cfg(" predicate ")"
predicate  = "all(" list ")" | "any(" list ")" | "not(" predicate ")" | "true" | "false" | name | name "=" string
"""

import re
from collections.abc import Callable, Iterable

__all__ = ["cfg_matches"]

_TOKEN = re.compile(r'\s*(?:(?:r#)?([A-Za-z_][A-Za-z0-9_-]*)|"([^"]*)"|([(),=]))')


def cfg_matches(expression: str, cfg: Iterable[str]) -> bool:
    """Return whether ``expression`` (``cfg(…)`` or a bare predicate) is true for ``cfg``: lines of ``--print cfg``.

    An expression with a syntax error is false: Cargo has already refused such a configuration.
    Source: crates/cargo-platform/src/cfg.rs, CfgExpr::matches_key.
    """
    tokens = list(_tokens(expression))
    facts = set(cfg)
    try:
        value, unread_tokens = _predicate(tokens, facts)
    except (IndexError, ValueError):
        return False
    return value and not unread_tokens


def _tokens(text: str) -> Iterable[str]:
    position = 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            return
        yield match[1] or match[3] or f'"{match[2]}"'
        position = match.end()


def _predicate(tokens: list[str], facts: set[str]) -> tuple[bool, list[str]]:
    name, after_name = tokens[0], tokens[1:]
    if after_name[:1] == ["("]:
        values, after_name = _list(after_name[1:], facts)
        combine: dict[str, Callable[[list[bool]], bool]] = {
            "all": all,
            "any": any,
            "not": lambda inner: not inner[0],
            "cfg": lambda inner: inner[0],
        }
        if name not in combine:
            raise ValueError(name)
        return combine[name](values), after_name
    if after_name[:1] == ["="]:
        return f"{name}={after_name[1]}" in facts, after_name[2:]
    return name == "true" or (name != "false" and name in facts), after_name


def _list(tokens: list[str], facts: set[str]) -> tuple[list[bool], list[str]]:
    values = []
    while tokens[0] != ")":
        value, tokens = _predicate(tokens, facts)
        values.append(value)
        if tokens[0] == ",":
            tokens = tokens[1:]
    return values, tokens[1:]
