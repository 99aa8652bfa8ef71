"""What a merged .cargo/config.toml says of a platform: rustflags, linker, environment (reference S34).

The input is cargo's own answer (``cargo config get``), so the search for files and their merging are Cargo's; relative
paths start at the source's root (config_paths.py).
"""

from collections.abc import Iterable, Mapping

from cargo_nix.errors import UnitError
from cargo_nix.skeleton import normalise_path
from cargo_nix.units.cfg import cfg_matches

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
    """Return the flags for ``triple``: ``target.*`` joined with every matching ``cfg()``, else ``build.*``.

    None as ``cfg`` is that of a platform that was not asked for it yet: no ``cfg()`` matches.

    ``key`` is ``rustflags`` or ``rustdocflags``: rustdoc gets nothing of rustc's. Source:
    core/compiler/build_context/target_info.rs, rustflags_from_target and rustflags_from_build.
    """
    targets = _table(config, "target")
    flags = _words(_table(targets, triple).get(key))
    for name in sorted(targets):
        if cfg is not None and name.startswith("cfg(") and cfg_matches(name, cfg):
            flags += _words(_table(targets, name).get(key))
    return tuple(flags or _words(_table(config, "build").get(key)))


def linker_of(config: Mapping[str, object], triple: str, cfg: tuple[str, ...]) -> str | None:
    """Return the linker that the configuration sets for ``triple``, None where it is silent.

    Source: core/compiler/compilation.rs, target_linker.
    """
    linker = _program_of(config, triple, cfg, "linker")
    return _inside(linker, "linker") if isinstance(linker, str) else None


def runner_of(config: Mapping[str, object], triple: str, cfg: tuple[str, ...]) -> list[str]:
    """Return the program, with its arguments, that runs what is compiled for ``triple``; empty where there is none.

    Source: core/compiler/compilation.rs, target_runner; the book on ``target.<triple>.runner``.
    """
    words = _words(_program_of(config, triple, cfg, "runner"))
    return [_inside(words[0], "runner"), *words[1:]] if words else []


def config_env(config: Mapping[str, object]) -> dict[str, str]:
    """Return the plain values of ``[env]``, as far as they count (util/context/environment, env_config).

    Without ``force`` a variable that is there wins, and these two are everywhere.
    """
    entries, forced = _env_entries(config), config_forced(config)
    return {
        name: value for name, value, relative in entries if not relative and (name in forced or name not in _EVERYWHERE)
    }


def config_forced(config: Mapping[str, object]) -> list[str]:
    """Return the names in ``[env]`` with ``force``: they win over variables that are there."""
    entries = _table(config, "env").items()
    return sorted(name for name, value in entries if isinstance(value, Mapping) and value.get("force") is True)


def config_paths(config: Mapping[str, object]) -> dict[str, str]:
    """Return the values of ``[env]`` with ``relative``: paths from the source's root (config_paths.py)."""
    entries = _env_entries(config)
    return {name: value for name, value, relative in entries if relative}


def platform_flags(
    config: Mapping[str, object],
    cfg: Mapping[str | None, tuple[str, ...]],
    host: str,
    targets: Iterable[str | None],
    key: str = "rustflags",
) -> dict[str | None, tuple[str, ...]]:
    """Return the flags of units for the host (None) and for ``targets``: the one of ``--target``, or None, first.

    ``cfg`` is by platform; one that it lacks was not asked yet.

    With ``--target``, units for the host get none (reference S34; target_info.rs, extra_args). The platforms of
    artifact dependencies come after it.
    """
    target, *others = targets
    found: dict[str | None, tuple[str, ...]] = {None: () if target else rustflags_of(config, host, cfg.get(None), key)}
    triples = [target, *others] if target else others
    return found | {
        triple: rustflags_of(config, triple, cfg.get(triple), key) for triple in triples if triple is not None
    }


def override_of(config: Mapping[str, object], triple: str, links: str | None) -> str | None:
    """Return what stands in the place of the output of the script of ``links``, None where the script runs (S33).

    The configuration's keys are those of the directives in their old form (context/target.rs, parse_links_overrides).
    """
    table = None if links is None else _table(_table(config, "target"), triple).get(links)
    if links in {None, "ar", "linker", "runner", "rustflags", "rustdocflags"} or not isinstance(table, Mapping):
        return None
    lines = []
    for key, value in sorted(table.items()):
        if isinstance(value, Mapping):
            lines += [f"cargo:{key}={name}={word}" for name, word in sorted(value.items())]
        else:
            lines += [f"cargo:{key}={word}" for word in (value if isinstance(value, list) else [value])]
    return "".join(line + "\n" for line in lines)


def _inside(program: str, key: str) -> str:
    """Return ``program``; raise where it is a path that leads out of the source: Nix would copy what is there."""
    if "/" in program and not program.startswith("/") and normalise_path("", program) is None:
        raise UnitError(
            problem=f"the {key} of Cargo's configuration lies outside of the source",
            place=f".cargo/config.toml: target.<triple>.{key}",
            expected="a file below `src`, a program on PATH, or an absolute path",
            came=program,
            ways_out=(
                "keep the program in the project",
                "give a linker with the `linkers` argument: it comes before the configuration's",
            ),
        )
    return program


def _program_of(config: Mapping[str, object], triple: str, cfg: tuple[str, ...], key: str) -> object:
    """Return ``key`` of the section for ``triple``, else that of the ``cfg()`` section that has it."""
    targets = _table(config, "target")
    if key in _table(targets, triple):
        return _table(targets, triple)[key]
    sections = (name for name in sorted(targets) if name.startswith("cfg(") and key in _table(targets, name))
    # Where several match, Cargo has refused to make a graph.
    return next((_table(targets, name)[key] for name in sections if cfg_matches(name, cfg)), None)


def _env_entries(config: Mapping[str, object]) -> list[tuple[str, str, bool]]:
    entries = []
    for name, value in sorted(_table(config, "env").items()):
        if isinstance(value, str):
            entries.append((name, value, False))
        elif isinstance(value, Mapping) and isinstance(value.get("value"), str):
            entries.append((name, str(value["value"]), value.get("relative") is True))
    return entries


def _table(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = data.get(key, {})
    return value if isinstance(value, Mapping) else {}


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [str(word) for word in value] if isinstance(value, list) else []
