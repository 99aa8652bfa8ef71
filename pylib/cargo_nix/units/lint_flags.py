"""``[lints]`` of a manifest as rustc's arguments (Cargo book, "The [lints] section"; reference S23)."""

from collections.abc import Mapping
from pathlib import Path

import tomli

from cargo_nix.errors import UnitError

__all__ = ["lint_args", "read_manifest"]


def read_manifest(path: Path, shown: str) -> dict[str, object]:
    """Return the manifest at ``path`` as plain data; ``shown`` is its name in messages.

    Raises ``UnitError`` with the offending line and a caret where it does not parse.
    """
    # Cargo takes a byte order mark.
    text = path.read_text(encoding="utf-8-sig")
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        line = text.splitlines()[error.lineno - 1] if error.lineno <= len(text.splitlines()) else ""
        raise UnitError(
            problem="a manifest does not parse",
            place=f"{shown}:{error.lineno}:{error.colno}",
            expected="TOML",
            came=error.msg,
            excerpt=f"{line}\n{' ' * (error.colno - 1)}^",
            ways_out=("correct the manifest",),
        ) from error


def lint_args(manifest: Mapping[str, object], workspace: Mapping[str, object]) -> tuple[str, ...]:
    """Return rustc's lint flags for a package with ``manifest`` in a workspace with the root manifest ``workspace``.

    Sorted by priority, then by name in reverse, as Cargo does: later flags win in rustc (util/toml/mod.rs,
    lints_to_rustflags).
    """
    lints = _table(manifest, "lints")
    if lints.get("workspace") is True:
        lints = _table(_table(workspace, "workspace"), "lints")
    found: list[tuple[int, str, str, str, object]] = []
    for tool, entries in lints.items():
        if tool == "cargo" or not isinstance(entries, Mapping):
            continue
        for name, setting in entries.items():
            level = setting if isinstance(setting, str) else _table(entries, name).get("level")
            priority = 0 if isinstance(setting, str) else _table(entries, name).get("priority", 0)
            full = name if tool == "rust" else f"{tool}::{name}"
            option = f"--{level}={full}"
            found.append((priority if isinstance(priority, int) else 0, name, option, full, setting))
    # Stable sorts: name without its tool in reverse within a priority, and the option where names are equal.
    found.sort(key=lambda lint: lint[2])
    found.sort(key=lambda lint: lint[1], reverse=True)
    found.sort(key=lambda lint: lint[0])
    args = [option for _priority, _name, option, _full, _setting in found]
    for _priority, _name, _option, full, setting in found:
        if full == "unexpected_cfgs" and isinstance(setting, Mapping):
            declared = setting.get("check-cfg", [])
            for condition in declared if isinstance(declared, list) else []:
                args += ["--check-cfg", str(condition)]
    return tuple(args)


def _table(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = data.get(key, {})
    return value if isinstance(value, Mapping) else {}
