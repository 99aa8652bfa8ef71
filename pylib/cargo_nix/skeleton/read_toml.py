"""The contents of a TOML text as one list. nixlib/toml/readToml.nix reads the same; a test compares them."""

from collections.abc import Iterator
from dataclasses import dataclass

import tomli

__all__ = ["TomlEntry", "parse_toml", "read_entries"]


@dataclass(frozen=True, slots=True)
class TomlEntry:
    """The keys that lead to a value, and the value: a string, a truth value, or None for anything else.

    What a table or an array has follows it. The members of an array have the array's path.
    """

    path: tuple[str, ...]
    value: str | bool | None


def parse_toml(text: str) -> dict[str, object]:
    """Return the table that ``text`` is, an empty one where it is no TOML: Cargo tells what is wrong with it."""
    try:
        return tomli.loads(text.removeprefix("\ufeff"))
    # Beside its own error, a ValueError too, tomli lets through Python's limits on digits and on recursion.
    except (ValueError, RecursionError):
        return {}


def read_entries(text: str) -> tuple[TomlEntry, ...]:
    """Return what ``text`` has, in its order; nothing where it is no TOML."""
    return tuple(_entries((), parse_toml(text)))


def _entries(path: tuple[str, ...], value: object) -> Iterator[TomlEntry]:
    if isinstance(value, dict):
        yield TomlEntry(path, None)
        for key, inner in value.items():
            yield from _entries((*path, key), inner)
    elif isinstance(value, list):
        yield TomlEntry(path, None)
        for inner in value:
            yield from _entries(path, inner)
    else:
        yield TomlEntry(path, value if isinstance(value, str | bool) else None)
