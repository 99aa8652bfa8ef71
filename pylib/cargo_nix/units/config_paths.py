"""Turn relative paths of Cargo's configuration into paths from the root of the source.

A path is relative to the parent directory of ``.cargo`` (Cargo book, "Config-relative paths"). But the answer of
``cargo config get`` has only the merged values, without the names of the files.
"""

from collections.abc import Mapping, Sequence

from cargo_nix.skeleton import ConfigurationFile, join_path, parse_toml
from cargo_nix.units.manifest import table_at

__all__ = ["place_paths"]


def place_paths(config: Mapping[str, object], files: Sequence[ConfigurationFile]) -> dict[str, object]:
    """Return the merged configuration ``config`` with paths from the root in ``[env]``, linkers and runners.

    ``files`` are the files behind ``config``, strongest first.
    """
    tables = [(file.base, parse_toml(file.text)) for file in files]
    placed = dict(config)
    env = {
        name: {**value, "value": join_path(_base(tables, "env", name), str(value["value"]))}
        for name, value in table_at(config, "env").items()
        if isinstance(value, Mapping) and value.get("relative") is True and "value" in value
    }
    if env:
        placed["env"] = {**table_at(config, "env"), **env}
    targets = {
        name: {key: _program(value, _base(tables, "target", name, key), key) for key, value in table.items()}
        for name, table in table_at(config, "target").items()
        if isinstance(table, Mapping)
    }
    if targets:
        placed["target"] = {**table_at(config, "target"), **targets}
    return placed


def _base(tables: Sequence[tuple[str, Mapping[str, object]]], *keys: str) -> str:
    """Return the directory to which the value at ``keys`` is relative, "" if no file has the value."""
    for base, table in tables:
        value: object = table
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        if value is not None:
            return base
    return ""


def _program(value: object, base: str, key: str) -> object:
    """Return the program ``value``, with arguments, as a path from the root. A name without a slash stays a name."""
    if key not in {"linker", "runner"}:
        return value
    words = [str(word) for word in value] if isinstance(value, list) else str(value).split()
    if key == "linker":
        words = [str(value)]
    is_path = bool(words) and "/" in words[0] and not words[0].startswith("/")
    if not is_path:
        return value
    words[0] = join_path(base, words[0])
    return words[0] if key == "linker" else words
