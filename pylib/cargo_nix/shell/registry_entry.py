"""The manifest of a published crate -> an entry in Cargo's cache of the index, for builds without network.

Source: Cargo book, "Index Format"; Cargo's ``sources/registry/index/cache.rs`` for the file. Standard library only.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["add_to_cache", "cache_path", "index_entry"]

# The version of the format, the version of entries, and Cargo's text for an index without a version.
_START = b"\x03\x02\x00\x00\x00Unknown\x00"
_HEADER = _START[:5]
_KINDS = (("dependencies", "normal"), ("build-dependencies", "build"), ("dev-dependencies", "dev"))


def index_entry(manifest: Mapping[str, Any], checksum: str) -> dict[str, Any]:
    """Return the entry of the crate with the published ``manifest``, a parsed Cargo.toml."""
    package = manifest["package"]
    entry: dict[str, Any] = {
        "name": package["name"],
        "vers": package["version"],
        "deps": list(_dependencies(manifest)),
        "cksum": checksum,
        "features": dict(manifest.get("features", {})),
        "yanked": False,
        "v": 2,
    }
    for key, name in (("links", "links"), ("rust-version", "rust_version")):
        if isinstance(package.get(key), str):
            entry[name] = package[key]
    return entry


def cache_path(name: str) -> str:
    """Return the path of the file of the crate ``name`` in Cargo's cache of an index."""
    lower = name.lower()
    if len(lower) < 3:  # noqa: PLR2004 -- the registry's rule
        return f"{len(lower)}/{lower}"
    if len(lower) == 3:  # noqa: PLR2004
        return f"3/{lower[0]}/{lower}"
    return f"{lower[:2]}/{lower[2:4]}/{lower}"


def add_to_cache(content: bytes, entries: Mapping[str, str]) -> bytes:
    """Return the cache file ``content``, or b"", with the missing versions of ``entries``, JSON by version."""
    if not content.startswith(_HEADER):
        content = _START
    missing = [version for version in sorted(entries) if f"\0{version}\0".encode() not in content]
    return content + b"".join(f"{version}\0{entries[version]}\0".encode() for version in missing)


def _dependencies(manifest: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    platforms = [(None, manifest), *manifest.get("target", {}).items()]
    for platform, tables in platforms:
        for table, kind in _KINDS:
            dependencies = tables.get(table, tables.get(table.replace("-", "_"), {}))
            for name, entry in dependencies.items():
                setting = {"version": entry} if isinstance(entry, str) else entry
                yield {
                    "name": name,
                    "req": setting.get("version", "*"),
                    "features": setting.get("features", []),
                    "optional": setting.get("optional", False),
                    "default_features": setting.get("default-features", setting.get("default_features", True)),
                    "target": platform,
                    "kind": kind,
                    "registry": setting.get("registry-index"),
                    "package": setting.get("package"),
                }


def entry_text(entry: Mapping[str, Any]) -> str:
    """Return ``entry`` as one line."""
    return json.dumps(entry, separators=(",", ":"), ensure_ascii=False)
