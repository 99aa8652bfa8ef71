"""What a proc-macro may ask of its user's Cargo.toml, without what no macro asks.

Macros read the manifest beside CARGO_MANIFEST_DIR to learn under which name a dependency goes, or what the comments say
of features. A unit that saw the whole file would be compiled again for every edit of a description or a dev-dependency;
Cargo does not do that.
"""

from collections.abc import Mapping

import tomli_w

from cargo_nix.units.manifest_text import reduced_text
from cargo_nix.vendor.inheritance import resolve_inheritance

__all__ = ["reduced_manifest"]

_TABLES = ("lib", "features", "dependencies", "build-dependencies", "build_dependencies", "target")
_PACKAGE = ("name", "version", "edition", "links", "build", "metadata", "resolver", "rust-version")


def reduced_manifest(manifest: Mapping[str, object], workspace: Mapping[str, object], text: str = "") -> str:
    """Return ``manifest`` as TOML, reduced to names, features and dependencies, with inheritance resolved.

    ``workspace`` is the root manifest. Dev-dependencies are left out: a test's unit sees the whole file. Where ``text``
    is the manifest as it is written, what is kept stands as it does there, with its comments.
    """
    table = workspace.get("workspace")
    resolved = resolve_inheritance(dict(manifest), dict(table) if isinstance(table, Mapping) else {})
    package = resolved.get("package")
    kept: dict[str, object] = {"package": _only(package if isinstance(package, Mapping) else {}, _PACKAGE)}
    kept |= _only(resolved, _TABLES)
    # Platforms with more than dev-dependencies.
    platforms = kept.pop("target", {})
    if used := {key: table for key, table in platforms.items() if table} if isinstance(platforms, dict) else {}:
        kept["target"] = used
    return reduced_text(text, manifest, kept) or tomli_w.dumps(kept)


def _only(table: Mapping[str, object], keys: tuple[str, ...]) -> dict[str, object]:
    return {key: table[key] for key in keys if table.get(key) is not None}
