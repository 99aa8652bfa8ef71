"""Write a CARGO_HOME whose configuration replaces each registry and git source by a directory of locked crates.

Each source has a directory of its own, because cargo identifies a crate in a directory by name and version, and two
sources may have both in common.

Source: The Cargo Book, "Source Replacement".
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
    """A locked crate.

    ``key`` is the name of its directory, ``source`` the text in Cargo.lock, and ``path`` the manifest folder.
    """

    key: str
    source: str
    path: Path

    @classmethod
    def from_request(cls, crate: Mapping[str, str]) -> "VendoredCrate":
        """Return the crate for nixlib's description ``{ key, source, path }``. Raises KeyError if a key is missing."""
        return cls(key=crate["key"], source=crate["source"], path=Path(crate["path"]))


def crate_key(name: str, version: str, source: str) -> str:
    """Return the key of a locked crate: ``name-version``, with a hash of ``source`` outside of the default registry.

    ``source`` is the text in Cargo.lock. nixlib/crates/crateKey.nix computes the same keys.
    """
    base = f"{name}-{version}"
    if source.startswith("registry+") and source.endswith(_DEFAULT_INDEX):
        return base
    return f"{base}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def write_cargo_home(home: Path, crates: Sequence[VendoredCrate]) -> None:
    """Write ``config.toml`` and ``vendor`` into ``home``, an existing directory.

    ``vendor`` has a folder for each source, with symlinks to the manifest folders of ``crates``.
    """
    vendor = home / "vendor"
    vendor.mkdir()
    tables = {}
    for crate in crates:
        # The locked revision is not part of the key: cargo does not distinguish sources by revision.
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
    # JSON strings are TOML basic strings, except pairs of surrogates.
    return json.dumps(text, ensure_ascii=False)
