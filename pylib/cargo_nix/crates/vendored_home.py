"""A CARGO_HOME whose source replacement leads each registry and git source to a directory of its locked crates.

One directory for each source: cargo keys a directory by name and version, and two sources may have both alike.
Source: Cargo book, "Source replacement" and "Directory sources".
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

__all__ = ["VendoredCrate", "crate_key", "write_cargo_home"]

_DEFAULT_INDEX = "/crates.io-index"


@dataclass(frozen=True, kw_only=True, slots=True)
class VendoredCrate:
    """A locked crate: ``key`` is its directory's name, ``source`` Cargo.lock's text, ``path`` its manifest's folder."""

    key: str
    source: str
    path: Path

    @classmethod
    def from_request(cls, crate: Mapping[str, str]) -> "VendoredCrate":
        """Return the crate that nixlib describes as ``{ key, source, path }``."""
        return cls(key=crate["key"], source=crate["source"], path=Path(crate["path"]))


def crate_key(name: str, version: str, source: str) -> str:
    """Return the name of a locked crate in ``crates``: ``name-version``, with a hash of ``source`` if not the default.

    ``source`` is Cargo.lock's text. nixlib/crates/crateKey.nix writes the same names.
    """
    base = f"{name}-{version}"
    if source.startswith("registry+") and source.endswith(_DEFAULT_INDEX):
        return base
    return f"{base}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def write_cargo_home(home: Path, crates: Sequence[VendoredCrate]) -> None:
    """Write ``config.toml`` and ``vendor``, a folder of symlinks to ``crates`` for each source, into ``home``."""
    vendor = home / "vendor"
    vendor.mkdir()
    tables = {}
    for crate in crates:
        # Without the locked revision: by that cargo does not tell sources apart.
        source = crate.source.partition("#")[0]
        directory = vendor / hashlib.sha256(source.encode()).hexdigest()[:8]
        directory.mkdir(exist_ok=True)
        (directory / crate.key).symlink_to(crate.path)
        tables[source] = _replacement(source, directory)
    (home / "config.toml").write_text("\n".join(tables[source] for source in sorted(tables)), encoding="utf-8")


def _replacement(source: str, directory: Path) -> str:
    kind, _plus, url = source.partition("+")
    lines = [f"[source.{_string(source)}]"]
    if kind == "git":
        url, _mark, query = url.partition("?")
        lines.append(f"git = {_string(url)}")
        if query:
            key, _equals, value = query.partition("=")
            lines.append(f"{key} = {_string(unquote(value))}")
    elif url.endswith(_DEFAULT_INDEX):
        lines = ["[source.crates-io]"]
    else:
        lines.append(f"registry = {_string(source if kind == 'sparse' else url)}")
    name = f"vendor-{directory.name}"
    lines += [f'replace-with = "{name}"', "", f"[source.{name}]", f"directory = {_string(str(directory))}"]
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    # A JSON string is a TOML basic string, but for pairs of surrogates.
    return json.dumps(text, ensure_ascii=False)
