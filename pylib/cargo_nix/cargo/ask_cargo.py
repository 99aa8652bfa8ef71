"""Ask cargo for a workspace: its packages, the graph of its units, its configuration, a platform's cfg."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from cargo_nix.cargo.cargo_json import Metadata, UnitGraph
from cargo_nix.cargo.cargo_request import HOST_TUPLE, Request, Selection
from cargo_nix.cargo.platforms import Platform, ask_platform, ask_rustc
from cargo_nix.cargo.refusal import read_refusal
from cargo_nix.cargo.run_tool import Finished, run_tool
from cargo_nix.errors import CargoError

__all__ = ["Answers", "ask_cargo", "ask_graphs", "ask_platforms"]

# --unit-graph and `cargo config` are unstable; this makes a stable cargo take them (reference S1).
_UNSTABLE = {"RUSTC_BOOTSTRAP": "1"}
# Empty: not even a wrapper of the configuration, which need not be there. Units are not compiled through one.
_NO_WRAPPERS = {"RUSTC_WRAPPER": "", "RUSTC_WORKSPACE_WRAPPER": ""}


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """All that cargo and rustc told: packages, units, merged configuration, cfg per platform, versions.

    ``target`` is the triple that Cargo builds for, None for a build without one: the selection's, else that of
    ``build.target``. ``plain`` are the platforms without rustflags; ``platforms`` those of the host (None), of the
    target and of artifact dependencies with the configured ones, ``flags``.
    """

    metadata: Metadata
    graph: UnitGraph
    config: dict[str, object]
    host: str
    plain: dict[str, Platform]
    cargo_version: str
    rustc_version: str
    target: str | None = None
    platforms: Mapping[str | None, Platform] = field(default_factory=dict)
    flags: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)

    @property
    def cfg(self) -> dict[str | None, tuple[str, ...]]:
        """The cfg of each of ``platforms``."""
        return {triple: platform.cfg for triple, platform in self.platforms.items()}

    @property
    def targets(self) -> tuple[str | None, ...]:
        """``target``, and behind it the triples that artifact dependencies name."""
        named = {unit.platform for unit in self.graph.units if unit.platform is not None}
        return (self.target, *sorted(named - {self.target}))


def ask_cargo(request: Request) -> Answers:
    """Run every question of ``request`` and return the answers.

    The questions do not depend on each other, so they run at the same time. Raises ``CargoError`` with cargo's own
    words where it refuses.
    """
    with ThreadPoolExecutor(max_workers=4) as pool:
        metadata = pool.submit(_ask_metadata, request)
        graph = pool.submit(_ask_graph, request)
        config = pool.submit(_ask_config, request)
        rustc = pool.submit(ask_rustc, request)
        cargo_version = pool.submit(_cargo, request, ["--version"])
        # Of a target that rustc does not know, cargo says that rustc failed.
        host, plain, rustc_version = rustc.result()
        # The graph's refusal is clearer than that of the metadata: it knows the selection.
        target = _target(request.selection, graph.result())
        platforms = {unit.platform for unit in graph.result().units} | {target}
        for triple in sorted(platforms - plain.keys() - {None}, key=str):
            plain[str(triple)] = ask_platform(request, str(triple), host)
        if any(dep.artifact for package in metadata.result().packages for dep in package.dependencies):
            _allow_artifacts(request)
        return Answers(
            graph=graph.result(),
            metadata=metadata.result(),
            config=config.result(),
            host=host,
            plain=plain,
            cargo_version=cargo_version.result().stdout.decode().strip(),
            rustc_version=rustc_version,
            target=target,
        )


def ask_graphs(request: Request, answers: Answers, selections: Mapping[str, Selection]) -> dict[str, UnitGraph]:
    """Return the unit graph of each of ``selections``, asked side by side.

    One that Cargo refuses is left out: a program may need features that its package has beside other members alone.
    """
    # Cargo keeps what rustc says of itself from call to call, but not where a variable says that there is no wrapper.
    build = answers.config.get("build")
    wrapped = isinstance(build, Mapping) and any(key in build for key in ("rustc-wrapper", "rustc-workspace-wrapper"))
    env = _UNSTABLE | (_NO_WRAPPERS if wrapped else {})
    with ThreadPoolExecutor(max_workers=4) as pool:
        asked = {
            name: pool.submit(_ask_graph, replace(request, selection=selection), env)
            for name, selection in selections.items()
        }
        return {name: graph.result() for name, graph in asked.items() if graph.exception() is None}


def ask_platforms(
    request: Request, answers: Answers, flags: Mapping[str | None, tuple[str, ...]], env: Mapping[str, str]
) -> dict[str | None, Platform]:
    """Return what rustc tells of each platform of ``flags`` (None is the host) under those rustflags.

    ``env`` is what the configuration's ``[env]`` adds. Build scripts see this cfg.
    """
    found, asked = {}, replace(request, env={**env, **request.env})
    for platform, words in flags.items():
        triple, is_plain = platform or answers.host, not words and not env
        found[platform] = answers.plain[triple] if is_plain else ask_platform(asked, triple, answers.host, words)
    return found


def _cargo(request: Request, args: list[str], more: Mapping[str, str] = _UNSTABLE | _NO_WRAPPERS) -> Finished:
    done = _run(request, args, more)
    if done.code != 0:
        raise read_refusal(done.stderr, request, args)
    return done


def _run(request: Request, args: list[str], more: Mapping[str, str]) -> Finished:
    env = {**more, "RUSTC": request.toolchain.rustc, "CARGO_TERM_COLOR": "never", **request.env}
    return run_tool([request.toolchain.cargo, *args], cwd=request.workspace, env=env)


def _lock_flags(request: Request) -> list[str]:
    return ["--locked", "--offline"] if request.offline else ["--locked"]


def _metadata_args(request: Request) -> list[str]:
    # All features: the answer serves only to look packages up, and every unit's package must be in it (reference 4.6).
    return ["metadata", "--format-version", "1", "--all-features", *_lock_flags(request)]


def _ask_metadata(request: Request) -> Metadata:
    return Metadata.model_validate_json(_cargo(request, _metadata_args(request)).stdout)


def _allow_artifacts(request: Request) -> None:
    """Raise where this cargo, left as it is, refuses the manifests: a stable one has no `-Z bindeps` (S35)."""
    _cargo(request, _metadata_args(request), _NO_WRAPPERS)


def _ask_graph(request: Request, env: Mapping[str, str] = _UNSTABLE | _NO_WRAPPERS) -> UnitGraph:
    selection = request.selection
    args = [selection.command, *selection.build_flags(), *_lock_flags(request)]
    args += ["--unit-graph", "-Z", "unstable-options"]
    return UnitGraph.model_validate_json(_cargo(request, args, env).stdout)


def _ask_config(request: Request) -> dict[str, object]:
    args = ["-Z", "unstable-options", "config", "get", "--format", "json-value"]
    answer = json.loads(_cargo(request, args).stdout or b"{}")
    if not isinstance(answer, dict):
        raise CargoError(problem="`cargo config get` did not answer with a table", came=type(answer).__name__)
    # A stable cargo, left as it is, answers no such question, and looks at no such table.
    if "unstable" in answer and _run(request, args, _NO_WRAPPERS).code != 0:
        del answer["unstable"]
    return answer


def _target(selection: Selection, graph: UnitGraph) -> str | None:
    """Return the triple that Cargo builds for; its graph has resolved ``build.target`` and ``host-tuple``.

    Only roots tell: an artifact dependency names a triple of its own.
    """
    roots = (graph.units[index].platform for index in graph.roots)
    platforms = sorted({platform for platform in roots if platform is not None})
    if len(platforms) > 1:
        raise CargoError(
            problem="`build.target` names several targets",
            place=".cargo/config.toml: build.target",
            expected="one target for a build",
            came=", ".join(platforms),
            ways_out=(
                "call `buildCargoWorkspace` once for each, with `target`: it comes before `build.target`",
                "name one target in `.cargo/config.toml`",
            ),
        )
    named = None if selection.target == HOST_TUPLE else selection.target
    return platforms[0] if platforms else named
