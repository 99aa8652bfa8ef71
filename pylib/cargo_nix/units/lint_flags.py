"""``[lints]`` of a manifest as arguments of rustc (Cargo book, "The lints section"; docs/conformance.md, S23)."""

from collections.abc import Mapping
from pathlib import Path

import tomli

from cargo_nix.errors import UnitError

__all__ = ["lint_args", "read_manifest"]


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


def lint_args(manifest: Mapping[str, object], workspace: Mapping[str, object]) -> tuple[str, ...]:
    """Return rustc's lint flags for a package with ``manifest``; ``workspace`` is the root manifest.

    In rustc, later flags win, so the flags are sorted by priority, and by name in reverse. The ``--check-cfg`` flags of
    ``unexpected_cfgs`` follow. Source: util/toml/mod.rs, lints_to_rustflags.
    """
    lints = _table(manifest, "lints")
    if lints.get("workspace") is True:
        lints = _table(_table(workspace, "workspace"), "lints")
    settings: list[tuple[int, str, str, str, object]] = []
    for tool, entries in lints.items():
        if tool == "cargo" or not isinstance(entries, Mapping):
            continue
        for name, setting in entries.items():
            level = setting if isinstance(setting, str) else _table(entries, name).get("level")
            priority = 0 if isinstance(setting, str) else _table(entries, name).get("priority", 0)
            full = name if tool == "rust" else f"{tool}::{name}"
            option = f"--{level}={full}"
            settings.append((priority if isinstance(priority, int) else 0, name, option, full, setting))
    # Three stable sorts: by priority, then by name (without the tool) in reverse, then by option.
    settings.sort(key=lambda lint: lint[2])
    settings.sort(key=lambda lint: lint[1], reverse=True)
    settings.sort(key=lambda lint: lint[0])
    args = [option for _priority, _name, option, _full, _setting in settings]
    for _priority, _name, _option, full, setting in settings:
        if full == "unexpected_cfgs" and isinstance(setting, Mapping):
            declared = setting.get("check-cfg", [])
            for condition in declared if isinstance(declared, list) else []:
                args += ["--check-cfg", str(condition)]
    return tuple(args)


def _table(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = data.get(key, {})
    return value if isinstance(value, Mapping) else {}
