"""Settings of Cargo's configuration for a platform: rustflags, linker, runner, environment (docs/conformance.md, S34).

The input is the answer of ``cargo config get``, so Cargo itself finds and merges the files. Relative paths start at the
root of the source (config_paths.py).
"""

from collections.abc import Iterable, Mapping

from cargo_nix.errors import UnitError
from cargo_nix.skeleton import normalise_path
from cargo_nix.units.cfg import cfg_matches
from cargo_nix.units.manifest import table_at

__all__ = [
    "config_env",
    "config_forced",
    "config_paths",
    "linker_of",
    "override_of",
    "platform_flags",
    "runner_of",
    "rustflags_of",
]

_EVERYWHERE = frozenset({"HOME", "PATH"})


def rustflags_of(
    config: Mapping[str, object], triple: str, cfg: tuple[str, ...] | None, key: str = "rustflags"
) -> tuple[str, ...]:
    """Return the flags for ``triple``: ``target.*`` and all matching ``cfg()`` sections, else ``build.*``.

    With None as ``cfg`` (rustc was not asked yet), no ``cfg()`` section matches. ``key`` is ``rustflags`` or
    ``rustdocflags``; rustdoc does not get ``rustflags``.
    Source: core/compiler/build_context/target_info.rs, rustflags_from_target and rustflags_from_build.
    """
    targets = table_at(config, "target")
    flags = _words(table_at(targets, triple).get(key))
    for name in sorted(targets):
        if cfg is not None and name.startswith("cfg(") and cfg_matches(name, cfg):
            flags += _words(table_at(targets, name).get(key))
    return tuple(flags or _words(table_at(config, "build").get(key)))


def linker_of(config: Mapping[str, object], triple: str, cfg: tuple[str, ...]) -> str | None:
    """Return the configured linker for ``triple``, None without a setting.

    Raises ``UnitError`` for a path outside of the source. Source: core/compiler/compilation.rs, target_linker.
    """
    linker = _program_of(config, triple, cfg, "linker")
    return _path_in_source(linker, "linker") if isinstance(linker, str) else None


def runner_of(config: Mapping[str, object], triple: str, cfg: tuple[str, ...]) -> list[str]:
    """Return the configured runner for ``triple``, a program with arguments; empty without a setting.

    Raises ``UnitError`` for a path outside of the source. Source: core/compiler/compilation.rs, target_runner.
    """
    words = _words(_program_of(config, triple, cfg, "runner"))
    return [_path_in_source(words[0], "runner"), *words[1:]] if words else []


def config_env(config: Mapping[str, object]) -> dict[str, str]:
    """Return the variables of ``[env]`` without ``relative``.

    Without ``force``, existing variables win. HOME and PATH always exist, so the result has them only with ``force``.
    Source: util/context/mod.rs, env_config.
    """
    entries, forced = _env_entries(config), config_forced(config)
    return {
        name: value for name, value, relative in entries if not relative and (name in forced or name not in _EVERYWHERE)
    }


def config_forced(config: Mapping[str, object]) -> list[str]:
    """Return the names of ``[env]`` with ``force``, sorted: these override existing variables."""
    entries = table_at(config, "env").items()
    return sorted(name for name, value in entries if isinstance(value, Mapping) and value.get("force") is True)


def config_paths(config: Mapping[str, object]) -> dict[str, str]:
    """Return the variables of ``[env]`` with ``relative``: paths from the root of the source (config_paths.py)."""
    entries = _env_entries(config)
    return {name: value for name, value, relative in entries if relative}


def platform_flags(
    config: Mapping[str, object],
    cfg: Mapping[str | None, tuple[str, ...]],
    host: str,
    targets: Iterable[str | None],
    key: str = "rustflags",
) -> dict[str | None, tuple[str, ...]]:
    """Return the flags for each platform: the host (None) and ``targets``.

    ``targets`` starts with the triple of ``--target``, or None; triples of artifact dependencies follow. With
    ``--target``, the host has no flags. ``cfg`` may lack platforms (``rustflags_of``).
    Source: core/compiler/build_context/target_info.rs, extra_args.
    """
    target, *other_triples = targets
    host_flags: dict[str | None, tuple[str, ...]] = {
        None: () if target else rustflags_of(config, host, cfg.get(None), key)
    }
    triples = [target, *other_triples] if target else other_triples
    return host_flags | {
        triple: rustflags_of(config, triple, cfg.get(triple), key) for triple in triples if triple is not None
    }


def override_of(config: Mapping[str, object], triple: str, links: str | None) -> str | None:
    """Return the configured output of the build script of ``links``, None if the script runs.

    The result is text as a script prints it: the keys of the configuration are the directives in their old form.
    Source: util/context/target.rs, parse_links_overrides (docs/conformance.md, S33).
    """
    table = None if links is None else table_at(table_at(config, "target"), triple).get(links)
    if links in {None, "ar", "linker", "runner", "rustflags", "rustdocflags"} or not isinstance(table, Mapping):
        return None
    lines = []
    for key, value in sorted(table.items()):
        if isinstance(value, Mapping):
            lines += [f"cargo:{key}={name}={word}" for name, word in sorted(value.items())]
        else:
            lines += [f"cargo:{key}={word}" for word in (value if isinstance(value, list) else [value])]
    return "".join(line + "\n" for line in lines)


def _path_in_source(program: str, key: str) -> str:
    """Return ``program``; raise ``UnitError`` for a path outside of the source, because Nix would copy the file."""
    if "/" in program and not program.startswith("/") and normalise_path("", program) is None:
        raise UnitError(
            problem=f"the {key} of Cargo's configuration is outside of the source",
            place=f".cargo/config.toml: target.<triple>.{key}",
            expected="a file below `src`, a program on PATH, or an absolute path",
            came=program,
            ways_out=(
                "move the program into the project",
                "set the `linkers` argument, which overrides the configuration",
            ),
        )
    return program


def _program_of(config: Mapping[str, object], triple: str, cfg: tuple[str, ...], key: str) -> object:
    """Return ``key`` of the section for ``triple``, else of a matching ``cfg()`` section."""
    targets = table_at(config, "target")
    if key in table_at(targets, triple):
        return table_at(targets, triple)[key]
    sections = (name for name in sorted(targets) if name.startswith("cfg(") and key in table_at(targets, name))
    # Cargo refuses several matching sections, so the first match is the only match.
    return next((table_at(targets, name)[key] for name in sections if cfg_matches(name, cfg)), None)


def _env_entries(config: Mapping[str, object]) -> list[tuple[str, str, bool]]:
    entries = []
    for name, value in sorted(table_at(config, "env").items()):
        if isinstance(value, str):
            entries.append((name, value, False))
        elif isinstance(value, Mapping) and isinstance(value.get("value"), str):
            entries.append((name, str(value["value"]), value.get("relative") is True))
    return entries


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [str(word) for word in value] if isinstance(value, list) else []
