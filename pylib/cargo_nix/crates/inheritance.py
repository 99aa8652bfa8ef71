"""Resolve the inherited values of a manifest, and write manifests as TOML, as cargo does before it publishes a crate.

Source: The Cargo Book, "Workspaces"; util/toml/mod.rs, ``normalize_toml`` (docs/conformance.md, S38).
"""

import json
import os
from collections.abc import Iterator

__all__ = [
    "Table",
    "dependency_tables",
    "resolve_inheritance",
    "table_of",
    "to_toml",
    "toml_string",
    "toml_value",
    "without_tests",
]

Table = dict[str, object]

_KINDS = (
    ("dependencies",),
    ("build-dependencies", "build_dependencies"),
    ("dev-dependencies", "dev_dependencies"),
)
_READMES = ("README.md", "README.txt", "README")


def resolve_inheritance(manifest: Table, workspace: Table, root: str, directory: str) -> Table:
    """Return ``manifest`` with each ``workspace = true`` replaced by the value in ``workspace``.

    ``workspace`` is the table `[workspace]`. ``root`` is the directory of the workspace, and ``directory`` of the
    package: inherited paths start at the package. Features of an inherited dependency are added to the workspace's
    features. A member can only turn ``default-features`` on. Tables without a meaning for a published
    package are left out, except dependencies.
    """
    resolved: Table = dict(manifest)
    package = table_of(manifest, "package")
    inherited = _package_values(table_of(workspace, "package"), root, directory)
    resolved["package"] = {
        key: inherited.get(key) if isinstance(value, dict) and value.get("workspace") is True else value
        for key, value in package.items()
        if key != "workspace"
    }
    if table_of(manifest, "lints").get("workspace") is True:
        resolved["lints"] = table_of(workspace, "lints")
    move = _Move(root, directory)
    _resolve_dependencies(resolved, workspace, move)
    resolved["target"] = {
        platform: _resolve_dependencies(dict(table), workspace, move) if isinstance(table, dict) else table
        for platform, table in table_of(manifest, "target").items()
    }
    # Dependents do not need these tables, and `workspace` would make the package a workspace root.
    for key in ("workspace", "patch", "replace", "profile"):
        resolved.pop(key, None)
    if not resolved["target"]:
        del resolved["target"]
    return resolved


def without_tests(manifest: Table) -> Table:
    """Return ``manifest`` without the dependencies of tests, which dependents do not need."""
    _normal, _build, spellings = _KINDS
    rest = {key: value for key, value in manifest.items() if key not in spellings}
    if isinstance(rest.get("target"), dict):
        rest["target"] = {
            platform: without_tests(table) if isinstance(table, dict) else table
            for platform, table in table_of(manifest, "target").items()
        }
    return rest


def dependency_tables(manifest: Table) -> Iterator[Table]:
    """Yield the tables of dependencies in ``manifest``: normal, build and dev, and then by platform, sorted."""
    platforms = table_of(manifest, "target")
    for table in (manifest, *(platforms[platform] for platform in sorted(platforms))):
        for spellings in _KINDS:
            yield from (table_of(table, spelling) for spelling in spellings)


class _Move:
    """The move of a path from the directory ``root`` to the directory ``directory``."""

    def __init__(self, root: str, directory: str) -> None:
        self._root, self._directory = root, directory

    def path(self, path: object) -> object:
        """Return ``path`` (relative to the root) relative to the directory; a value that is no text stays."""
        if not isinstance(path, str):
            return path
        return os.path.relpath(os.path.join(self._root, path), self._directory).replace(os.sep, "/")


def _package_values(values: Table, root: str, directory: str) -> Table:
    """Return the ``values`` of `[workspace.package]` for a package in ``directory``.

    Source: util/toml/mod.rs, ``InheritableFields::readme`` and ``normalize_package_readme``.
    """
    move = _Move(root, directory)
    readme = values.get("readme")
    if readme is None:
        readme = next((name for name in _READMES if os.path.isfile(os.path.join(root, name))), None)
    elif readme is True:
        readme = "README.md"
    moved = {**values, "license-file": move.path(values.get("license-file")), "readme": move.path(readme)}
    return {key: value for key, value in moved.items() if value is not None}


def _resolve_dependencies(table: Table, workspace: Table, move: _Move) -> Table:
    shared = table_of(workspace, "dependencies")
    for kind in (spelling for spellings in _KINDS for spelling in spellings):
        if isinstance(table.get(kind), dict):
            table[kind] = {
                name: _dependency(name, entry, shared, move) for name, entry in table_of(table, kind).items()
            }
    return table


def _dependency(name: str, entry: object, shared: Table, move: _Move) -> object:
    if not isinstance(entry, dict) or entry.get("workspace") is not True:
        return entry
    base = shared.get(name, {})
    merged: Table = dict(base) if isinstance(base, dict) else {"version": base}
    if "path" in merged:
        merged["path"] = move.path(merged["path"])
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
