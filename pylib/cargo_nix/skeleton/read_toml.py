"""The values of a TOML text as one list. nixlib/toml/readToml.nix returns the same list, and a test compares both."""

from collections.abc import Iterator
from dataclasses import dataclass

import tomli

__all__ = ["TomlEntry", "parse_toml", "read_entries"]


@dataclass(frozen=True, slots=True)
class TomlEntry:
    """A value with its keys. ``value`` is a string, a boolean, or None for other types.

    The entries of a table or an array follow its own entry. The items of an array have the path of the array.
    """

    path: tuple[str, ...]
    value: str | bool | None


def parse_toml(text: str) -> dict[str, object]:
    """Return the table of the TOML ``text``, an empty table after a syntax error: Cargo reports the error."""
    try:
        return tomli.loads(text.removeprefix("\ufeff"))
    # tomli's own error is a ValueError. Python's limit for digits gives another one, nested brackets a RecursionError.
    except (ValueError, RecursionError):
        return {}


def read_entries(text: str) -> tuple[TomlEntry, ...]:
    """Return the entries of the TOML ``text`` in the order of the text; no entries after a syntax error."""
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
