"""Manifests and configuration as data: the text of a Cargo.toml, and tables in it."""

from collections.abc import Mapping
from pathlib import Path

import tomli

from cargo_nix.errors import UnitError

__all__ = ["read_manifest", "table_at"]


def read_manifest(path: Path, display_name: str) -> dict[str, object]:
    """Return the manifest at ``path`` as data; ``display_name`` is the name of the file in messages.

    Raises ``UnitError`` with the line of a syntax error, and ``OSError`` if the file cannot be read.
    """
    # Cargo accepts a byte order mark.
    text = path.read_text(encoding="utf-8-sig")
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        line = text.splitlines()[error.lineno - 1] if error.lineno <= len(text.splitlines()) else ""
        raise UnitError(
            problem="a manifest does not parse",
            place=f"{display_name}:{error.lineno}:{error.colno}",
            expected="TOML",
            came=error.msg,
            excerpt=f"{line}\n{' ' * (error.colno - 1)}^",
            ways_out=("correct the manifest",),
        ) from error


def table_at(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    """Return the table ``key`` of ``data``, or an empty one if there is none, or another value."""
    value = data.get(key)
    return value if isinstance(value, Mapping) else {}
