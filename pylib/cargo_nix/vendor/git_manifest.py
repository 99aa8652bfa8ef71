"""A git package's manifest as Cargo would publish it, out of its repository's checkout. Run by Nix on its own.

    python3 -I -S git_manifest.py CHECKOUT NAME VERSION OUT

Standard library only. The package may lie anywhere in the repository, and inherits of its workspace what its
manifest marks so; a directory source has no place for either, so the manifest is found by name and its inheritance
resolved. OUT gets Cargo.toml, empty target sources, ``.cargo-checksum.json`` and ``.cargo-nix-directory``: where the
package lies.
Source: Cargo book, "Workspaces", the package, dependencies and lints tables.
"""

import json
import os
import re
import sys
import tomllib

Table = dict[str, object]


def write_manifest(checkout: str, name: str, version: str, out: str) -> None:
    """Write the manifest folder of package ``name`` of ``checkout`` to ``out``; exit with a message if none is."""
    directory, manifest, workspace = _find(checkout, name, version)
    root = os.path.join(checkout, directory)
    for relative in _sources(root):
        path = os.path.join(out, relative)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb"):
            pass
    os.makedirs(out, exist_ok=True)
    files = {
        "Cargo.toml": _to_toml(resolve_inheritance(manifest, workspace)),
        ".cargo-checksum.json": '{"files":{},"package":null}',
        ".cargo-nix-directory": directory,
    }
    for file_name, text in files.items():
        with open(os.path.join(out, file_name), "w", encoding="utf-8") as file:
            file.write(text)


def resolve_inheritance(manifest: Table, workspace: Table) -> Table:
    """Return ``manifest`` with every ``workspace = true`` replaced by what ``workspace`` (its table) holds.

    Features of an inherited dependency add up; ``default-features`` of the member counts only where it widens.
    """
    resolved: Table = dict(manifest)
    package = _table(manifest, "package")
    inherited = _table(workspace, "package")
    resolved["package"] = {
        key: inherited.get(key) if isinstance(value, dict) and value.get("workspace") is True else value
        for key, value in package.items()
        if key != "workspace"
    }
    if _table(manifest, "lints").get("workspace") is True:
        resolved["lints"] = _table(workspace, "lints")
    _resolve_dependencies(resolved, workspace)
    resolved["target"] = {
        platform: _resolve_dependencies(dict(table), workspace) if isinstance(table, dict) else table
        for platform, table in _table(manifest, "target").items()
    }
    # What is of no use to a dependent, and what would make it the root of a workspace of its own.
    for key in ("workspace", "dev-dependencies", "dev_dependencies", "patch", "replace", "profile"):
        resolved.pop(key, None)
    if not resolved["target"]:
        del resolved["target"]
    return resolved


def _resolve_dependencies(table: Table, workspace: Table) -> Table:
    shared = _table(workspace, "dependencies")
    for kind in ("dependencies", "build-dependencies", "build_dependencies"):
        if isinstance(table.get(kind), dict):
            table[kind] = {name: _dependency(name, entry, shared) for name, entry in _table(table, kind).items()}
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


class _UnreadError(Exception):
    """The manifest at ``path`` (first argument) is not what tomllib takes: ``reason`` (second argument)."""


def _find(checkout: str, name: str, version: str) -> tuple[str, Table, Table]:
    # A repository may hold manifests that are invalid on purpose: they matter if the package is nowhere else.
    unread: list[_UnreadError] = []
    for directory, folders, names in os.walk(checkout):
        folders[:] = sorted(folder for folder in folders if folder not in (".git", "target"))
        if "Cargo.toml" not in names:
            continue
        path = os.path.join(directory, "Cargo.toml")
        try:
            manifest = _read(path)
            package = _table(manifest, "package")
            if package.get("name") != name:
                continue
            workspace = _workspace(checkout, directory, manifest)
        except _UnreadError as error:
            if error.args[0] != path or _may_name(path, name):
                unread.append(error)
            continue
        found = package.get("version", "0.0.0")
        if isinstance(found, dict):
            found = _table(workspace, "package").get("version")
        if found == version:
            relative = os.path.relpath(directory, checkout)
            return "" if relative == "." else relative, manifest, workspace
    sys.exit(_told(checkout, name, version, unread))


def _told(checkout: str, name: str, version: str, unread: list[_UnreadError]) -> str:
    if not unread:
        return (
            f'error: no package `{name}` {version} in the git repository\n  at: Cargo.lock: package "{name}" {version}'
        )
    path, reason = unread[0].args
    lines = [
        f"error: a manifest of the git dependency `{name}` {version} does not parse",
        f"  at: {os.path.relpath(path, checkout)}, in its repository",
        "  expected: TOML 1.0",
        f"  got: {reason}",
        "  ways out:",
        "    1. have it written as TOML 1.0: newer cargos take more, a table `{ … }` over several lines for one",
        f"    2. depend on a revision that is, and run `cargo update --package {name}`",
    ]
    return "\n".join(lines)


def _may_name(path: str, name: str) -> bool:
    with open(path, encoding="utf-8", errors="replace") as file:
        return re.search(rf"""name["']?\s*=\s*["']{re.escape(name)}["']""", file.read()) is not None


def _workspace(checkout: str, directory: str, manifest: Table) -> Table:
    pointer = _table(manifest, "package").get("workspace")
    if isinstance(pointer, str):
        return _table(_read(os.path.join(directory, pointer, "Cargo.toml")), "workspace")
    while True:
        path = os.path.join(directory, "Cargo.toml")
        if os.path.exists(path):
            found = _read(path)
            if "workspace" in found:
                return _table(found, "workspace")
        if os.path.samefile(directory, checkout):
            return {}
        directory = os.path.dirname(directory)


def _read(path: str) -> Table:
    try:
        # Cargo takes a byte order mark.
        with open(path, encoding="utf-8-sig", newline="") as file:
            return tomllib.loads(file.read())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _UnreadError(path, str(error)) from error


def _sources(root: str) -> list[str]:
    found = []
    for directory, folders, names in os.walk(root):
        folders[:] = [folder for folder in folders if folder not in (".git", "target")]
        relative = os.path.relpath(directory, root)
        found += [
            os.path.normpath(os.path.join(relative, name))
            for name in names
            if name.endswith(".rs") or name in ("README", "README.md", "README.txt")
        ]
    return found


def _table(data: object, key: str) -> Table:
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _to_toml(manifest: Table) -> str:
    return "".join(
        f"{toml_string(key)} = {toml_value(value)}\n" for key, value in manifest.items() if value is not None
    )


def toml_value(value: object) -> str:
    """Return ``value`` as TOML, in one line; keys without a value are left out."""
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
    # A JSON string is a TOML basic string, but for pairs of surrogates and the one control character above space.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


if __name__ == "__main__":
    write_manifest(*sys.argv[1:])
