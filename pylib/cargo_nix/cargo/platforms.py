"""Ask rustc about the platforms of a build.

The questions are Cargo's own (core/compiler/build_context/target_info.rs, TargetInfo::new).
"""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from cargo_nix.cargo.cargo_request import HOST_TUPLE, Request
from cargo_nix.cargo.run_tool import run_tool
from cargo_nix.errors import CargoError

__all__ = ["Platform", "ask_platform", "ask_rustc"]

# Crate types that some platforms lack. Like Cargo, we read rustc's warning (target_info.rs, parse_crate_type).
_DROPPABLE = ("dylib", "cdylib")
_DROPPED = re.compile(r"unsupported crate type `([a-z-]+)`")


@dataclass(frozen=True, kw_only=True, slots=True)
class Platform:
    """A platform: lines of cfg, unsupported crate types, supported values of ``split-debuginfo``."""

    cfg: tuple[str, ...]
    dropped: frozenset[str] = frozenset()
    split_debuginfo: frozenset[str] = frozenset()


def ask_rustc(request: Request) -> tuple[str, dict[str, Platform], tuple[str, ...]]:
    """Return the triple of the host, the platforms of host and selection by triple, and the lines of `rustc -vV`.

    Raises ``CargoError`` if rustc does not run or refuses a platform (``ask_platform``).
    """
    verbose = run_tool([request.toolchain.rustc, "-vV"], cwd=request.workspace, env=request.env)
    lines = verbose.stdout.decode().splitlines()
    host = next((line.removeprefix("host: ") for line in lines if line.startswith("host: ")), "")
    if verbose.code != 0 or not host:
        raise CargoError(problem=f"`{request.toolchain.rustc} -vV` prints no host", came=verbose.stderr.strip())
    triples = {host, request.selection.target or host} - {HOST_TUPLE}
    return host, {triple: ask_platform(request, triple, host) for triple in triples}, tuple(lines)


def ask_platform(request: Request, triple: str, host: str, flags: tuple[str, ...] = ()) -> Platform:
    """Return the platform ``triple`` under the rustflags ``flags``; ``host`` is the triple of the host.

    Raises ``CargoError`` if rustc does not know the triple, refuses the flags, or has no standard library for it. A
    foreign host needs no standard library: nothing is compiled for this host here.
    """
    if triple.endswith(".json"):
        raise CargoError(
            problem=f"`{triple}` is a target specification, and cargo-nix builds for built-in targets only",
            place="buildCargoWorkspace: target, or .cargo/config.toml: build.target",
            expected="a triple of `rustc --print target-list`",
            came=triple,
            ways_out=(
                "build for the nearest built-in target, and set the differences in `target.<triple>.rustflags`",
                "build this target with a nightly cargo: cargo build -Z json-target-spec -Z build-std",
            ),
        )
    where = [] if triple == host else ["--target", triple]
    # Cargo asks about all crate types. With a proc-macro among them, musl's cfg has no `crt-static`
    # (compiler/rustc_session/src/session.rs, crt_static), and build scripts see this cfg.
    types = [word for crate_type in (*_DROPPABLE, "proc-macro") for word in ("--crate-type", crate_type)]
    questions = ["--print", "cfg", "--print", "target-libdir", "--print", "split-debuginfo"]
    # Only with this question does rustc check the crate types.
    questions += ["--print", "file-names"]
    command = [request.toolchain.rustc, "-", "--crate-name", "___", *where, *types, *questions, *flags]
    done = run_tool(command, cwd=request.workspace, env=request.env)
    if done.code != 0:
        raise _refused_question(request, done.stderr, triple, flags)
    lines = done.stdout.decode().splitlines()
    cfg, libdir, split_debuginfo = _split_answer(lines)
    if triple != request.foreign_host and not any(libdir.glob("libcore-*.rlib")):
        raise CargoError(
            problem=f"the toolchain has no standard library for `{triple}`",
            place="buildCargoWorkspace: toolchain",
            expected=f"libcore-*.rlib in {libdir}",
            came="no such file",
            ways_out=(
                f'fenix: `toolchain = fenix.combine [ stable.toolchain targets."{triple}".stable.rust-std ]`',
                f'rust-overlay: `rust-bin.stable.latest.default.override {{ targets = [ "{triple}" ]; }}`',
                "nixpkgs: without `toolchain`, for platforms of pkgsCross: docs/cross.md",
            ),
        )
    dropped = frozenset(_DROPPED.findall(done.stderr)).intersection(_DROPPABLE)
    return Platform(cfg=cfg, dropped=dropped, split_debuginfo=frozenset(split_debuginfo))


def _refused_question(request: Request, stderr: str, triple: str, flags: tuple[str, ...]) -> CargoError:
    came = stderr.strip().partition("\n")[0].removeprefix("error: ")
    if flags:
        return CargoError(
            problem=f"rustc refuses the configured rustflags for `{triple}`",
            place=".cargo/config.toml: rustflags",
            expected="flags that the rustc of this toolchain accepts",
            came=came,
            ways_out=("correct `rustflags`", "build with the right toolchain: the `toolchain` argument"),
        )
    argument = "systems" if triple == request.foreign_host else "target"
    answer = run_tool([request.toolchain.rustc, "--print", "target-list"], cwd=request.workspace, env=request.env)
    similar = difflib.get_close_matches(triple, answer.stdout.decode().splitlines(), n=3)
    return CargoError(
        problem=f"rustc does not know the target `{triple}`",
        place=f"buildCargoWorkspace: {argument}",
        expected="a triple of `rustc --print target-list`",
        came=came,
        ways_out=(
            *([f"did you mean one of these? {', '.join(similar)}"] if similar else []),
            f"correct the `{argument}` argument",
        ),
    )


def _split_answer(lines: list[str]) -> tuple[tuple[str, ...], Path, list[str]]:
    # rustc answers in the order of the questions: cfg, then the path of the libraries, then split-debuginfo.
    path_index = next((path_index for path_index, line in enumerate(lines) if line.startswith("/")), len(lines))
    libdir = Path(lines[path_index]) if path_index < len(lines) else Path("/nonexistent")
    return (
        # The question is also about a proc-macro, the platform is not.
        tuple(line for line in lines[:path_index] if line not in {"", "proc_macro"}),
        libdir,
        [line for line in lines[path_index + 1 :] if "___" not in line],
    )
