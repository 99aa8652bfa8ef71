"""The derivation of the shell's CARGO_HOME: locked crates in, parts of a CARGO_HOME out.

- ``registry``: the name of Cargo's directory for the default registry, or an empty file for an unknown Cargo.
- ``crates.json``: the archives of the default registry by file name, and index entries by crate and version.
- ``config.toml`` and ``vendor``: crates from git and from other registries, as directory sources.
- ``replaced``: a line for each of these crates and for each manifest of the workspace, or an empty file without such
  crates. The shell's cargo reads the file (rustlib/shell/cargo.rs).

Standard library only.
"""

import json
import os
import re
import subprocess
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cargo_nix.crates.vendored_home import VendoredCrate, write_cargo_home
from cargo_nix.shell.registry_entry import add_to_cache, cache_path, entry_text, index_entry

__all__ = ["main", "write_home"]

_DEFAULT = re.compile(r"registry\+https://.*/(?P<name>[\w.]+)-index")
# Cargo's hash of the default registry: since 1.85, and before.
_HASHES = ("1949cf8c6b5b557f", "6f17d22bba15001f")


def main(argv: Sequence[str]) -> int:
    """Write the parts for the request in ``argv[0]`` to ``argv[1]``; return 0."""
    request, out = map(Path, argv)
    write_home(json.loads(request.read_text(encoding="utf-8")), out)
    return 0


def write_home(request: Mapping[str, Any], out: Path) -> None:
    """Write the home of ``request``.

    The request has ``published`` crates, ``vendored`` crates, ``cargo`` and ``rustc``, the paths ``manifests`` in the
    source, and ``cargoRoot``, the workspace's directory in the source.
    """
    out.mkdir()
    write_cargo_home(out, [VendoredCrate.from_request(crate) for crate in request["vendored"]])
    replaced = [f"crate {crate['name']} {crate['version']} {crate['source']}\n" for crate in request["vendored"]]
    if replaced:
        root = request["cargoRoot"] or "."
        replaced += [f"manifest {os.path.relpath(path, root)}\n" for path in request["manifests"]]
    (out / "replaced").write_text("".join(replaced), encoding="utf-8")
    archives: dict[str, str] = {}
    entries: dict[str, dict[str, str]] = {}
    source = ""
    for crate in request["published"]:
        folder, source = Path(crate["manifest"]), crate["source"]
        manifest = tomllib.loads((folder / "Cargo.toml").read_text(encoding="utf-8"))
        entry = index_entry(manifest, crate["checksum"])
        archives[f"{crate['name']}-{crate['version']}.crate"] = crate["archive"]
        entries.setdefault(crate["name"], {})[crate["version"]] = entry_text(entry)
    match = _DEFAULT.fullmatch(source)
    host = match["name"] if match else ""
    settings = {"dl": f"https://static.{host}/crates", "api": f"https://{host}"}
    candidates = [f"index.{host}-{digest}" for digest in _HASHES if host]
    registry = next((name for name in candidates if _is_read_by_cargo(request, name, settings, entries)), "")
    (out / "registry").write_text(registry, encoding="utf-8")
    content = {"archives": archives, "entries": entries, "settings": settings}
    (out / "crates.json").write_text(json.dumps(content, sort_keys=True), encoding="utf-8")


def _is_read_by_cargo(
    request: Mapping[str, Any], registry: str, settings: Mapping[str, str], entries: Mapping[str, Mapping[str, str]]
) -> bool:
    """Whether Cargo reads the index in the directory ``registry``."""
    with tempfile.TemporaryDirectory() as scratch:
        index, project = Path(scratch) / "registry/index" / registry, Path(scratch) / "project"
        (project / "src").mkdir(parents=True)
        (project / "src/lib.rs").touch()
        name, versions = min(entries.items())
        version = min(versions)
        (project / "Cargo.toml").write_text(
            f'[package]\nname = "cargo-nix-probe"\nversion = "0.0.0"\nedition = "2021"\n\n'
            f'[dependencies.probed]\npackage = "{name}"\nversion = "={version}"\ndefault-features = false\n',
            encoding="utf-8",
        )
        for crate, texts in entries.items():
            path = index / ".cache" / cache_path(crate)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(add_to_cache(b"", texts))
        (index / "config.json").write_text(json.dumps(settings), encoding="utf-8")
        env = {**os.environ, "CARGO_HOME": scratch, "HOME": scratch, "RUSTC": request["rustc"]}
        argv = [request["cargo"], "generate-lockfile", "--offline"]
        return subprocess.run(argv, cwd=project, env=env, capture_output=True, check=False).returncode == 0
