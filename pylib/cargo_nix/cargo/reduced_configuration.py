"""Cargo's configuration without settings that do not belong in a plan: the user's CARGO_HOME, a project's sources.

Cargo merges ``$CARGO_HOME/config.toml`` into every answer (Cargo book, "Configuration"). A plan must not contain the
user's rustflags, linkers and variables. But cargo needs the user's settings for registries and the network.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import tomli_w

from cargo_nix.skeleton import parse_toml

__all__ = ["private_home", "without_sources"]

_SHARED = ("registry", "git", "credentials.toml", "credentials")
_REACHING = ("http", "net", "registries", "registry", "source", "credential-alias")
_TOKENS = frozenset({"token", "secret-key"})
_LOCAL = frozenset({"directory", "local-registry"})


def private_home(home: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Turn the empty directory ``home`` into a CARGO_HOME with the user's downloads and settings for registries.

    ``environment`` are the user's variables: CARGO_HOME, or HOME, names the user's own directory. Downloads and
    credentials are symlinks. A user's configuration with a syntax error counts as empty; the user's cargo reports the
    error. Return the tokens of the configuration as variables for cargo: a killed process leaves its directory behind.
    """
    user_home = Path(environment.get("CARGO_HOME") or Path(environment.get("HOME") or os.curdir) / ".cargo").absolute()
    for name in _SHARED:
        # The next plan must find the downloads, so their directories must exist before the link.
        if name in {"registry", "git"}:
            (user_home / name).mkdir(parents=True, exist_ok=True)
        if (user_home / name).exists():
            (home / name).symlink_to(user_home / name)
    for name in ("config.toml", "config"):
        if (user_home / name).is_file():
            reduced, tokens = _split_tokens(_network_tables(user_home / name))
            (home / "config.toml").write_text(tomli_w.dumps(reduced), encoding="utf-8")
            return tokens
    return {}


def _split_tokens(configuration: Mapping[str, object]) -> tuple[dict[str, object], dict[str, str]]:
    """Return ``configuration`` without tokens, and the tokens as variables (Cargo book, "Registry Authentication")."""
    tokens: dict[str, str] = {}

    def without_tokens(table: object, prefix: str) -> object:
        if not isinstance(table, dict):
            return table
        found = {key: value for key, value in table.items() if key in _TOKENS and isinstance(value, str)}
        tokens.update({f"{prefix}_{key.upper().replace('-', '_')}": value for key, value in found.items()})
        return {key: value for key, value in table.items() if key not in found}

    kept = dict(configuration)
    if "registry" in kept:
        kept["registry"] = without_tokens(kept["registry"], "CARGO_REGISTRY")
    if isinstance(registries := kept.get("registries"), dict):
        kept["registries"] = {
            name: without_tokens(table, f"CARGO_REGISTRIES_{name.upper().replace('-', '_')}")
            for name, table in registries.items()
        }
    return kept, tokens


def without_sources(files: Mapping[str, str], *, checkout: Path | None) -> dict[str, str]:
    """Return the ``files`` of a skeleton (path to text) with other tables `[source]` in Cargo's configuration.

    cargo-nix replaces sources in CARGO_HOME, and Cargo refuses a second definition of the same source. So without a
    ``checkout``, no table stays. With a checkout, its directory sources and local registries get absolute paths,
    because the skeleton lacks their files. A file with a syntax error stays unchanged, so that cargo reports the error.

    Source: Cargo book, "Source replacement"; sources/config.rs.
    """
    reduced = dict(files)
    for path, text in files.items():
        configuration = parse_toml(text) if _is_configuration(path) else {}
        if "source" in configuration:
            sources = {
                name: _with_absolute_paths(table, checkout / Path(path).parent.parent)
                for name, table in _source_tables(configuration)
                if checkout is not None
            }
            reduced[path] = tomli_w.dumps({**configuration, "source": sources})
    return reduced


def _is_configuration(path: str) -> bool:
    return Path(path).name not in {"Cargo.toml", "Cargo.lock"}


def _source_tables(configuration: Mapping[str, object]) -> list[tuple[str, dict[str, object]]]:
    tables = configuration.get("source")
    return (
        [(name, table) for name, table in tables.items() if isinstance(table, dict)] if isinstance(tables, dict) else []
    )


def _with_absolute_paths(table: Mapping[str, object], base: Path) -> dict[str, object]:
    return {key: str(base / str(value)) if key in _LOCAL else value for key, value in table.items()}


def _network_tables(path: Path) -> dict[str, object]:
    configuration = parse_toml(path.read_bytes().decode(errors="replace"))
    return {key: configuration[key] for key in _REACHING if key in configuration}
