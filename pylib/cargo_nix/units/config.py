"""What a merged .cargo/config.toml says of a platform: rustflags, linker, environment (reference S34).

The input is cargo's own answer (``cargo config get``), so the search for files and their merging are Cargo's.
"""

from collections.abc import Mapping

from cargo_nix.units.cfg import cfg_matches

__all__ = ["config_env", "linker_of", "rustflags_of"]


def rustflags_of(config: Mapping[str, object], triple: str, cfg: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rustflags for units on ``triple``: ``target.*`` joined with every matching ``cfg()``, else ``build.*``.

    Source: core/compiler/build_context/target_info.rs, rustflags_from_target and rustflags_from_build.
    """
    targets = _table(config, "target")
    flags = _words(_table(targets, triple).get("rustflags"))
    for key in sorted(targets):
        if key.startswith("cfg(") and cfg_matches(key, cfg):
            flags += _words(_table(targets, key).get("rustflags"))
    return tuple(flags or _words(_table(config, "build").get("rustflags")))


def linker_of(config: Mapping[str, object], triple: str, cfg: tuple[str, ...]) -> str | None:
    """Return the linker that the configuration sets for ``triple``, None where it is silent."""
    targets = _table(config, "target")
    named = _table(targets, triple).get("linker")
    if isinstance(named, str):
        return named
    for key in sorted(targets):
        linker = _table(targets, key).get("linker")
        if key.startswith("cfg(") and isinstance(linker, str) and cfg_matches(key, cfg):
            return linker
    return None


def config_env(config: Mapping[str, object]) -> dict[str, str]:
    """Return ``[env]`` as plain values; an entry with ``relative`` is the builder's to resolve and kept as it is."""
    env = {}
    for name, value in sorted(_table(config, "env").items()):
        if isinstance(value, str):
            env[name] = value
        elif isinstance(value, Mapping) and isinstance(value.get("value"), str):
            env[name] = str(value["value"])
    return env


def _table(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = data.get(key, {})
    return value if isinstance(value, Mapping) else {}


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [str(word) for word in value] if isinstance(value, list) else []
