"""Cargo's configuration, reduced to how registries are reached: the user's CARGO_HOME, and a project's sources.

Cargo merges ``$CARGO_HOME/config.toml`` into every answer (Cargo book, "Configuration"). A plan is the project's:
rustflags, linkers and variables of whoever writes it have no place in it. How registries are reached has.
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
    """Make of ``home``, an empty directory, a CARGO_HOME that shares the downloads of that of ``environment``.

    Its configuration is the user's, reduced to the tables about registries and the network. One that does not parse
    counts as none: cargo itself complains of it elsewhere. Return the tokens of the configuration as variables for
    cargo: a directory would keep them if this process is killed.
    """
    theirs = Path(environment.get("CARGO_HOME") or Path(environment.get("HOME") or os.curdir) / ".cargo").absolute()
    for name in _SHARED:
        # Downloads are to stay, so that the next plan finds them.
        if name in {"registry", "git"}:
            (theirs / name).mkdir(parents=True, exist_ok=True)
        if (theirs / name).exists():
            (home / name).symlink_to(theirs / name)
    for name in ("config.toml", "config"):
        if (theirs / name).is_file():
            kept, tokens = _split_tokens(_reaching(theirs / name))
            (home / "config.toml").write_text(tomli_w.dumps(kept), encoding="utf-8")
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


def without_sources(files: Mapping[str, str], *, mirrors: bool) -> dict[str, str]:
    """Return ``files``, a skeleton's, with the tables `[source]` of its cargo configuration reduced.

    A project's configuration comes before that of CARGO_HOME, and cargo takes no source under two names, so a
    replacement of ours cannot stand beside one of the project's. Without ``mirrors`` no table stays. With them those
    stay that reach a registry or a repository: a directory of the project is not in its skeleton, and knows not where
    in its repository a git package lay. A file that does not parse stays as it is: cargo tells.
    Source: Cargo book, "Source replacement".
    """
    parsed = {path: parse_toml(text) for path, text in files.items() if _is_configuration(path)}
    tables = [(name, table) for found in parsed.values() for name, table in _sources(found)]
    local = {name for name, table in tables if not _LOCAL.isdisjoint(table)}
    reduced = dict(files)
    for path, found in parsed.items():
        if "source" in found:
            kept = {name: _reduced(table, local) for name, table in _sources(found) if mirrors and name not in local}
            reduced[path] = tomli_w.dumps({**found, "source": kept})
    return reduced


def _is_configuration(path: str) -> bool:
    return Path(path).name not in {"Cargo.toml", "Cargo.lock"}


def _sources(configuration: Mapping[str, object]) -> list[tuple[str, dict[str, object]]]:
    tables = configuration.get("source")
    return (
        [(name, table) for name, table in tables.items() if isinstance(table, dict)] if isinstance(tables, dict) else []
    )


def _reduced(table: Mapping[str, object], local: set[str]) -> dict[str, object]:
    return {key: value for key, value in table.items() if key != "replace-with" or value not in local}


def _reaching(path: Path) -> dict[str, object]:
    found = parse_toml(path.read_bytes().decode(errors="replace"))
    return {key: found[key] for key in _REACHING if key in found}
