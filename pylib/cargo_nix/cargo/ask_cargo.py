"""Ask cargo about a workspace: packages, unit graph, configuration, and the cfg of each platform."""

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

# A stable cargo accepts --unit-graph and `cargo config` only with this variable (docs/conformance.md, S1).
_UNSTABLE = {"RUSTC_BOOTSTRAP": "1"}
# Empty values also turn off the wrappers of the configuration: the program may be absent, and no unit uses a wrapper.
_NO_WRAPPERS = {"RUSTC_WRAPPER": "", "RUSTC_WORKSPACE_WRAPPER": ""}


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """The answers of cargo and rustc: packages, units, merged configuration, platforms, versions.

    ``target``: the triple of the selection, else of ``build.target``; None for a build without ``--target``.
    ``plain``: platforms without rustflags, by triple.
    ``platforms``: host (None), target and platforms of artifact dependencies, with the configured rustflags.
    ``flags``: the configured rustflags of each platform.
    ``rustc_version``: the lines of ``rustc -vV``.
    """

    metadata: Metadata
    graph: UnitGraph
    config: dict[str, object]
    host: str
    plain: dict[str, Platform]
    cargo_version: str
    rustc_version: tuple[str, ...]
    target: str | None = None
    platforms: Mapping[str | None, Platform] = field(default_factory=dict)
    flags: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)

    @property
    def cfg(self) -> dict[str | None, tuple[str, ...]]:
        """The cfg of each platform in ``platforms``."""
        return {triple: platform.cfg for triple, platform in self.platforms.items()}

    @property
    def targets(self) -> tuple[str | None, ...]:
        """``target``, then the triples of artifact dependencies, sorted."""
        named = {unit.platform for unit in self.graph.units if unit.platform is not None}
        return (self.target, *sorted(named - {self.target}))


def ask_cargo(request: Request) -> Answers:
    """Return the answers of cargo and rustc to ``request``; independent questions run in parallel.

    The result has no ``platforms`` and ``flags``: pipeline.py adds both with ``ask_platforms``.
    Raises ``CargoError`` with cargo's message if cargo or rustc refuses a question.
    """
    with ThreadPoolExecutor(max_workers=4) as pool:
        metadata = pool.submit(_ask_metadata, request)
        graph = pool.submit(_ask_graph, request)
        config = pool.submit(_ask_config, request)
        rustc = pool.submit(ask_rustc, request)
        cargo_version = pool.submit(_require_cargo, request, ["--version"])
        # Before the graph: without the crates of the standard library, cargo's error would name Cargo.lock.
        _refuse_build_std(config.result())
        # First rustc's answer: for an unknown target, our error is clearer than cargo's "rustc failed".
        host, plain, rustc_version = rustc.result()
        # Then the graph: the call knows the selection, so its error is clearer than the error of the metadata.
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
    """Return the unit graphs of ``selections`` under the same names; the calls run in parallel.

    ``answers`` are the answers to ``request``. A selection that Cargo refuses has no graph in the result: a program
    may need a feature that only another member turns on.
    """
    # Cargo caches rustc's description of itself between calls, but not if a variable turns off the wrappers.
    build = answers.config.get("build")
    wrapped = isinstance(build, Mapping) and any(key in build for key in ("rustc-wrapper", "rustc-workspace-wrapper"))
    env = _UNSTABLE | (_NO_WRAPPERS if wrapped else {})
    with ThreadPoolExecutor(max_workers=4) as pool:
        graphs = {
            name: pool.submit(_ask_graph, replace(request, selection=selection), env)
            for name, selection in selections.items()
        }
        return {name: graph.result() for name, graph in graphs.items() if graph.exception() is None}


def ask_platforms(
    request: Request, answers: Answers, flags: Mapping[str | None, tuple[str, ...]], env: Mapping[str, str]
) -> dict[str | None, Platform]:
    """Return the platforms of ``flags`` with these rustflags; the key None is the host.

    Build scripts see this cfg. ``env`` are the variables of ``[env]`` in the configuration.
    Raises ``CargoError`` if rustc refuses a platform or its flags.
    """
    platforms, env_request = {}, replace(request, env={**env, **request.env})
    for platform, words in flags.items():
        triple, is_plain = platform or answers.host, not words and not env
        platforms[platform] = (
            answers.plain[triple] if is_plain else ask_platform(env_request, triple, answers.host, words)
        )
    return platforms


def _require_cargo(request: Request, args: list[str], more: Mapping[str, str] = _UNSTABLE | _NO_WRAPPERS) -> Finished:
    done = _run_cargo(request, args, more)
    if done.code != 0:
        raise read_refusal(done.stderr, request, args)
    return done


def _run_cargo(request: Request, args: list[str], more: Mapping[str, str]) -> Finished:
    env = {**more, "RUSTC": request.toolchain.rustc, "CARGO_TERM_COLOR": "never", **request.env}
    return run_tool([request.toolchain.cargo, *args], cwd=request.workspace, env=env)


def _lock_flags(request: Request) -> list[str]:
    return ["--locked", "--offline"] if request.offline else ["--locked"]


def _metadata_args(request: Request) -> list[str]:
    # With all features, the answer has the package of each unit. Only the graph decides which features are on.
    return ["metadata", "--format-version", "1", "--all-features", *_lock_flags(request)]


def _refuse_build_std(config: Mapping[str, object]) -> None:
    """Raise ``CargoError`` if the merged configuration ``config`` has a standard library built (`-Z build-std`)."""
    unstable = config.get("unstable")
    crates = unstable.get("build-std") if isinstance(unstable, Mapping) else None
    if crates:
        raise CargoError(
            problem="cargo-nix does not compile the standard library (`-Z build-std`)",
            place=".cargo/config.toml: unstable.build-std",
            expected="a toolchain that has the standard library of the target",
            came=f"build-std = {json.dumps(crates)}",
            ways_out=(
                "remove `build-std` for the build with Nix, and add the library to the toolchain: docs/cross.md",
                "for a target without a published library, make a toolchain with it and pass it as `toolchain`",
            ),
        )


def _ask_metadata(request: Request) -> Metadata:
    return Metadata.model_validate_json(_require_cargo(request, _metadata_args(request)).stdout)


def _allow_artifacts(request: Request) -> None:
    """Raise ``CargoError`` if cargo refuses the manifests without RUSTC_BOOTSTRAP.

    A stable cargo has no `-Z bindeps`, so the user's own builds would fail (docs/conformance.md, S35).
    """
    _require_cargo(request, _metadata_args(request), _NO_WRAPPERS)


def _ask_graph(request: Request, env: Mapping[str, str] = _UNSTABLE | _NO_WRAPPERS) -> UnitGraph:
    selection = request.selection
    args = [selection.command, *selection.build_flags(), *_lock_flags(request)]
    args += ["--unit-graph", "-Z", "unstable-options"]
    return UnitGraph.model_validate_json(_require_cargo(request, args, env).stdout)


def _ask_config(request: Request) -> dict[str, object]:
    args = ["-Z", "unstable-options", "config", "get", "--format", "json-value"]
    answer = json.loads(_require_cargo(request, args).stdout or b"{}")
    if not isinstance(answer, dict):
        raise CargoError(problem="`cargo config get` did not answer with a table", came=type(answer).__name__)
    # Without RUSTC_BOOTSTRAP, a stable cargo refuses this command. Such a cargo also ignores the table `unstable`.
    if "unstable" in answer and _run_cargo(request, args, _NO_WRAPPERS).code != 0:
        del answer["unstable"]
    return answer


def _target(selection: Selection, graph: UnitGraph) -> str | None:
    """Return the triple that Cargo builds for, None without ``--target``.

    The graph has resolved ``build.target`` and ``host-tuple``. Only the roots count: an artifact dependency may name
    another triple.
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
                "call `buildCargoWorkspace` once for each: the argument `target` overrides `build.target`",
                "name one target in `.cargo/config.toml`",
            ),
        )
    named = None if selection.target == HOST_TUPLE else selection.target
    return platforms[0] if platforms else named
