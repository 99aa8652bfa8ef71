"""Ask cargo for a workspace: its packages, the graph of its units, its configuration, a platform's cfg."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cargo_nix.cargo.process import Finished, Toolchain, run_tool
from cargo_nix.cargo.refusal import refusal
from cargo_nix.cargo.wire import Metadata, UnitGraph
from cargo_nix.errors import CargoError

__all__ = ["Answers", "Request", "Selection", "ask_cargo", "ask_flagged_cfg", "ask_graphs"]

# --unit-graph and `cargo config` are unstable; this makes a stable cargo take them (reference S1).
_UNSTABLE = {"RUSTC_BOOTSTRAP": "1"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What is to be built, in Cargo's own flags.

    ``packages`` empty means Cargo's default members; ``workspace`` means all of them but those of ``exclude``.
    ``target`` is a triple or None for a build without ``--target``. ``targets`` are flags like ``--bins``. ``command``
    is ``build``, ``test``, ``bench``, ``check`` or ``doc``.
    """

    command: str = "build"
    packages: tuple[str, ...] = ()
    workspace: bool = False
    features: tuple[str, ...] = ()
    all_features: bool = False
    default_features: bool = True
    profile: str = "release"
    target: str | None = None
    targets: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def as_arguments(self) -> dict[str, object]:
        """Return the selection under the names of ``buildCargoWorkspace``'s arguments, as plain data."""
        return {
            "allFeatures": self.all_features,
            "command": self.command,
            "defaultFeatures": self.default_features,
            "exclude": list(self.exclude),
            "features": list(self.features),
            "packages": list(self.packages),
            "profile": self.profile,
            "target": self.target,
            "targets": list(self.targets),
            "workspace": self.workspace,
        }

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> "Selection":
        """Return the selection that ``as_arguments`` wrote; nixlib writes the same."""
        return cls(
            all_features=arguments["allFeatures"],
            command=arguments["command"],
            default_features=arguments["defaultFeatures"],
            exclude=tuple(arguments["exclude"]),
            features=tuple(arguments["features"]),
            packages=tuple(arguments["packages"]),
            profile=arguments["profile"],
            target=arguments["target"],
            targets=tuple(arguments["targets"]),
            workspace=arguments["workspace"],
        )

    def feature_flags(self) -> list[str]:
        """Return the flags that ``cargo metadata`` and ``cargo build`` share (Cargo book, "Feature selection")."""
        flags = []
        if self.features:
            flags += ["--features", ",".join(self.features)]
        if self.all_features:
            flags.append("--all-features")
        if not self.default_features:
            flags.append("--no-default-features")
        return flags

    def build_flags(self) -> list[str]:
        """Return the flags of ``cargo build`` for this selection."""
        flags = ["--workspace"] if self.workspace else []
        for package in self.exclude:
            flags += ["--exclude", package]
        for package in self.packages:
            flags += ["--package", package]
        flags += self.feature_flags()
        flags += ["--profile", self.profile]
        if self.target is not None:
            flags += ["--target", self.target]
        return [*flags, *self.targets]


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """Where the workspace lies, what to ask for, and of which toolchain; ``env`` is laid over cargo's environment."""

    root: Path
    selection: Selection
    toolchain: Toolchain
    env: Mapping[str, str] = field(default_factory=dict)
    offline: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """All that cargo and rustc told: packages, units, merged configuration, cfg per platform, versions.

    ``flagged_cfg`` is the cfg of units for the host (None) and for the target with the configured rustflags.
    """

    metadata: Metadata
    graph: UnitGraph
    config: dict[str, object]
    host: str
    cfg: dict[str, tuple[str, ...]]
    cargo_version: str
    rustc_version: str
    flagged_cfg: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)


def ask_cargo(request: Request) -> Answers:
    """Run every question of ``request`` and return the answers.

    The questions do not depend on each other, so they run at the same time. Raises ``CargoError`` with cargo's own
    words where it refuses.
    """
    with ThreadPoolExecutor(max_workers=4) as pool:
        metadata = pool.submit(_ask_metadata, request)
        graph = pool.submit(_ask_graph, request)
        config = pool.submit(_ask_config, request)
        rustc = pool.submit(_ask_rustc, request)
        cargo_version = pool.submit(_cargo, request, ["--version"])
        host, cfg, rustc_version = rustc.result()
        return Answers(
            # The graph's refusal is the clearer one: it knows the selection.
            graph=graph.result(),
            metadata=metadata.result(),
            config=config.result(),
            host=host,
            cfg=cfg,
            cargo_version=cargo_version.result().stdout.decode().strip(),
            rustc_version=rustc_version,
        )


def ask_graphs(request: Request, selections: Mapping[str, Selection]) -> dict[str, UnitGraph]:
    """Return the unit graph of each of ``selections``, asked side by side.

    One that Cargo refuses is left out: a program may need features that its package has beside other members alone.
    """
    with ThreadPoolExecutor(max_workers=4) as pool:
        asked = {
            name: pool.submit(_ask_graph, replace(request, selection=selection))
            for name, selection in selections.items()
        }
        return {name: graph.result() for name, graph in asked.items() if graph.exception() is None}


def ask_flagged_cfg(
    request: Request, answers: Answers, flags: Mapping[str | None, tuple[str, ...]]
) -> dict[str | None, tuple[str, ...]]:
    """Return the cfg of each platform of ``flags`` (None is the host) under those rustflags: what build scripts see."""
    found = {}
    for platform, words in flags.items():
        triple = platform or answers.host
        found[platform] = _ask_cfg(request, triple, answers.host, words) if words else answers.cfg[triple]
    return found


def _cargo(request: Request, args: list[str]) -> Finished:
    env = {**_UNSTABLE, "RUSTC": request.toolchain.rustc, "CARGO_TERM_COLOR": "never", **request.env}
    done = run_tool([request.toolchain.cargo, *args], cwd=request.root, env=env)
    if done.code != 0:
        raise refusal(done.stderr, request.root, args)
    return done


def _lock_flags(request: Request) -> list[str]:
    return ["--locked", "--offline"] if request.offline else ["--locked"]


def _ask_metadata(request: Request) -> Metadata:
    # All features: the answer serves only to look packages up, and every unit's package must be in it (reference 4.6).
    args = ["metadata", "--format-version", "1", "--all-features", *_lock_flags(request)]
    return Metadata.model_validate_json(_cargo(request, args).stdout)


def _ask_graph(request: Request) -> UnitGraph:
    selection = request.selection
    args = [selection.command, *selection.build_flags(), *_lock_flags(request)]
    args += ["--unit-graph", "-Z", "unstable-options"]
    return UnitGraph.model_validate_json(_cargo(request, args).stdout)


def _ask_config(request: Request) -> dict[str, object]:
    args = ["-Z", "unstable-options", "config", "get", "--format", "json-value"]
    answer = json.loads(_cargo(request, args).stdout or b"{}")
    if not isinstance(answer, dict):
        raise CargoError(problem="`cargo config get` did not answer with a table", came=type(answer).__name__)
    return answer


def _ask_rustc(request: Request) -> tuple[str, dict[str, tuple[str, ...]], str]:
    verbose = run_tool([request.toolchain.rustc, "-vV"], cwd=request.root, env=request.env)
    lines = verbose.stdout.decode().splitlines()
    host = next((line.removeprefix("host: ") for line in lines if line.startswith("host: ")), "")
    if verbose.code != 0 or not host:
        raise CargoError(problem=f"`{request.toolchain.rustc} -vV` names no host", came=verbose.stderr.strip())
    triples = [host] + ([request.selection.target] if request.selection.target else [])
    return host, {triple: _ask_cfg(request, triple, host) for triple in triples}, lines[0]


def _ask_cfg(request: Request, triple: str, host: str, flags: tuple[str, ...] = ()) -> tuple[str, ...]:
    where = [] if triple == host else ["--target", triple]
    questions = ["--print", "cfg", "--print", "target-libdir"]
    command = [request.toolchain.rustc, "-", "--crate-name", "___", *where, *questions, *flags]
    done = run_tool(command, cwd=request.root, env=request.env)
    if done.code != 0:
        raise CargoError(
            problem=f"rustc does not know the target `{triple}`",
            place="buildCargoWorkspace: target",
            expected="a triple that `rustc --print target-list` has",
            came=done.stderr.strip().partition("\n")[0].removeprefix("error: "),
            ways_out=("correct the `target` argument",),
        )
    lines = done.stdout.decode().splitlines()
    cfg, libdir = _split_libdir(lines)
    if not any(libdir.glob("libcore-*.rlib")):
        raise CargoError(
            problem=f"the toolchain has no standard library for `{triple}`",
            place="buildCargoWorkspace: toolchain",
            expected=f"libcore-*.rlib in {libdir}",
            came="no such file",
            ways_out=(
                f'fenix: `toolchain = fenix.combine [ stable.toolchain targets."{triple}".stable.rust-std ]`',
                f'rust-overlay: `rust-bin.stable.latest.default.override {{ targets = [ "{triple}" ]; }}`',
                "nixpkgs: take rustc from a `pkgsCross` set for that target",
            ),
        )
    return cfg


def _split_libdir(lines: list[str]) -> tuple[tuple[str, ...], Path]:
    libdir = next((line for line in lines if line.startswith("/")), "/nonexistent")
    return tuple(line for line in lines if line and not line.startswith("/")), Path(libdir)
