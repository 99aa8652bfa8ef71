"""``[lints]`` of a manifest as arguments of rustc (Cargo book, "The lints section"; docs/conformance.md, S23)."""

from collections.abc import Mapping

from cargo_nix.units.manifest import table_at

__all__ = ["lint_args"]


def lint_args(manifest: Mapping[str, object], workspace: Mapping[str, object]) -> tuple[str, ...]:
    """Return rustc's lint flags for a package with ``manifest``; ``workspace`` is the root manifest.

    In rustc, later flags win, so the flags are sorted by priority, and by name in reverse. The ``--check-cfg`` flags of
    ``unexpected_cfgs`` follow. Source: util/toml/mod.rs, lints_to_rustflags.
    """
    lints = table_at(manifest, "lints")
    if lints.get("workspace") is True:
        lints = table_at(table_at(workspace, "workspace"), "lints")
    settings: list[tuple[int, str, str, str, object]] = []
    for tool, entries in lints.items():
        if tool == "cargo" or not isinstance(entries, Mapping):
            continue
        for name, setting in entries.items():
            level = setting if isinstance(setting, str) else table_at(entries, name).get("level")
            priority = 0 if isinstance(setting, str) else table_at(entries, name).get("priority", 0)
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
