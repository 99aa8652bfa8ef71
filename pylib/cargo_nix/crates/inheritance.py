"""Resolve the inherited values of a manifest, and write manifests as TOML, as cargo does before it publishes a crate.

Standard library only: Nix runs this module together with git_manifest.py.

Source: The Cargo Book, "Workspaces"; util/toml/mod.rs, ``normalize_toml`` (docs/conformance.md, S38).
"""

import json

__all__ = ["Table", "resolve_inheritance", "table_of", "to_toml", "toml_string", "toml_value"]

Table = dict[str, object]


def resolve_inheritance(manifest: Table, workspace: Table) -> Table:
    """Return ``manifest`` with each ``workspace = true`` replaced by the value in ``workspace``.

    ``workspace`` is the table `[workspace]`. Features of an inherited dependency are added to the workspace's features.
    A member can only turn ``default-features`` on. Tables without a meaning for dependents are left out.
    """
    resolved: Table = dict(manifest)
    package = table_of(manifest, "package")
    inherited = table_of(workspace, "package")
    resolved["package"] = {
        key: inherited.get(key) if isinstance(value, dict) and value.get("workspace") is True else value
        for key, value in package.items()
        if key != "workspace"
    }
    if table_of(manifest, "lints").get("workspace") is True:
        resolved["lints"] = table_of(workspace, "lints")
    _resolve_dependencies(resolved, workspace)
    resolved["target"] = {
        platform: _resolve_dependencies(dict(table), workspace) if isinstance(table, dict) else table
        for platform, table in table_of(manifest, "target").items()
    }
    # Dependents do not need these tables, and `workspace` would make the package a workspace root.
    for key in ("workspace", "dev-dependencies", "dev_dependencies", "patch", "replace", "profile"):
        resolved.pop(key, None)
    if not resolved["target"]:
        del resolved["target"]
    return resolved


def _resolve_dependencies(table: Table, workspace: Table) -> Table:
    shared = table_of(workspace, "dependencies")
    for kind in ("dependencies", "build-dependencies", "build_dependencies"):
        if isinstance(table.get(kind), dict):
            table[kind] = {name: _dependency(name, entry, shared) for name, entry in table_of(table, kind).items()}
    table.pop("dev-dependencies", None)
    return table


def _dependency(name: str, entry: object, shared: Table) -> object:
    if not isinstance(entry, dict) or entry.get("workspace") is not True:
        return entry
    base = shared.get(name, {})
    merged: Table = dict(base) if isinstance(base, dict) else {"version": base}
    features = [*_list(merged.get("features")), *_list(entry.get("features"))]
    if features:
        merged["features"] = features
    for key, value in entry.items():
        if key in ("default-features", "default_features"):
            if value is True and "default-features" in merged:
                merged["default-features"] = True
        elif key not in ("workspace", "features"):
            merged[key] = value
    return merged


def table_of(data: object, key: str) -> Table:
    """Return the table under ``key`` of ``data``, or an empty table."""
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def to_toml(manifest: Table) -> str:
    """Return ``manifest`` as TOML, with one line for each key. Keys without a value are left out."""
    return "".join(
        f"{toml_string(key)} = {toml_value(value)}\n" for key, value in manifest.items() if value is not None
    )


def toml_value(value: object) -> str:
    """Return ``value`` as TOML in one line. Keys without a value are left out."""
    if isinstance(value, dict):
        inside = ", ".join(
            f"{toml_string(key)} = {toml_value(inner)}" for key, inner in value.items() if inner is not None
        )
        return "{ " + inside + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(inner) for inner in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return toml_string(value) if isinstance(value, str) else str(value)


def toml_string(text: str) -> str:
    """Return ``text`` as a TOML basic string."""
    # JSON strings are TOML basic strings, except pairs of surrogates and one control character, U+007F.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
