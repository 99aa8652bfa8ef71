"""Run cargo under strace in a copy of a project, and collect what its units use.

The copy has the files that Nix sees of the project: what git tracks where it tracks a Cargo.toml, all but git's own
directory and target directories where it does not. Cargo writes to its own target directory in the copy, which is
``target`` beside Cargo.toml unless the project's configuration has another. It has to be there: processes look into it,
and walk up from it to the workspace, as they do in a user's checkout. What lies below it is output, and is left out of
the observation.

What this cannot see: files that are read through io_uring, and processes that outlive cargo or that a daemon of before
starts (sccache). A program that traces others itself (a debugger) does not run under strace.
"""

import json
import os
import posixpath
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cargo_nix.errors import ObserveError
from cargo_nix.observe.collect import collect_observation
from cargo_nix.observe.dep_info import check_against_dep_info, read_dep_info
from cargo_nix.observe.observation import Observation, merge_observations
from cargo_nix.observe.strace import OPTIONS
from cargo_nix.observe.unit_calls import parse_members
from cargo_nix.observe.workspace_tree import read_tree

__all__ = ["copy_workspace", "observe_build", "observe_copy"]

# What a caller's shell may hold that is no part of the project. Cargo's home and rustup's choice are the machine's.
_LEAKS = ("CARGO", "RUST", "DEP_", "OUT_DIR")
_KEEP = ("CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN")
_COMPILED = 101  # what cargo exits with when tests fail, or something does not compile


def observe_build(
    root: Path,
    command: str,
    flags: Sequence[str] = (),
    *,
    directory: str = "",
    env: Mapping[str, str] | None = None,
) -> Observation:
    """Return what ``cargo COMMAND FLAGS``, run in a copy of the project at ``root``, uses of its files.

    ``command`` is ``build`` or ``test``; of a test, what is compiled has to compile, and what runs may fail.
    ``directory`` is where cargo runs, from ``root``. ``env`` is laid over a clean environment. Raises ``ObserveError``.
    """
    with tempfile.TemporaryDirectory(prefix="cargo-nix-observe-") as scratch:
        copy = Path(os.path.realpath(scratch)) / "workspace"
        copy_workspace(root, copy)
        return observe_copy(copy, command, flags, directory=directory, env=env)


def observe_copy(
    copy: Path,
    command: str,
    flags: Sequence[str] = (),
    *,
    directory: str = "",
    env: Mapping[str, str] | None = None,
) -> Observation:
    """Return what ``observe_build`` does, run in ``copy`` itself: cargo writes into it.

    Units that are fresh there do not run, and nothing is observed of them. What rustc itself says that it read has to
    be in the trace: else the trace would prove nothing.
    """
    copy = Path(os.path.realpath(copy))
    cwd = copy / directory
    clean = {key: value for key, value in os.environ.items() if key in _KEEP or not key.startswith(_LEAKS)}
    environment = {**clean, **(env or {})}
    metadata = _metadata(cwd, directory, flags, environment)
    outputs = {metadata["target_directory"], metadata.get("build_directory") or metadata["target_directory"]}
    tree = read_tree(copy, [posixpath.relpath(path, copy) for path in outputs])
    members = parse_members(metadata, str(copy))
    observations = []
    trace = copy.with_name(f"{copy.name}.trace")
    trace.touch()
    started = trace.stat().st_mtime_ns
    for call, may_fail in _calls(command, flags):
        try:
            code = _trace(["cargo", *call], trace, cwd, environment)
            if code != 0 and not (may_fail and code == _COMPILED):
                raise _failed(call, code, directory)
            with trace.open(encoding="ascii", errors="surrogateescape") as lines:
                observations.append(
                    collect_observation(lines, tree=tree, members=members, cwd=str(cwd), exit_code=code)
                )
        finally:
            trace.unlink(missing_ok=True)
    observation = merge_observations(*observations)
    sources = read_dep_info(map(Path, outputs), metadata["workspace_root"], started)
    check_against_dep_info(observation, sources, str(copy))
    return observation


def copy_workspace(root: Path, copy: Path) -> None:
    """Copy the project at ``root`` to ``copy``, which is made: what git tracks, or all but what git and cargo make."""
    copy.mkdir(parents=True)
    tracked = _tracked(root)
    for path in tracked if "Cargo.toml" in tracked else _walk(root, ""):
        target = copy / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / path, target, follow_symlinks=False)


def _calls(command: str, flags: Sequence[str]) -> list[tuple[list[str], bool]]:
    """Return the calls of cargo, and of each whether it may fail: tests may, once all is compiled."""
    if command != "test":
        return [([command, *flags], False)]
    cargo_flags = list(flags[: flags.index("--")]) if "--" in flags else list(flags)
    test_flags = list(flags[len(cargo_flags) :])
    if "--no-run" in cargo_flags:
        return [(["test", *flags], False)]
    if "--doc" in cargo_flags:
        # Cargo has no way to compile these and no more.
        return [(["test", *cargo_flags, "--no-fail-fast", *test_flags], True)]
    return [(["test", *cargo_flags, "--no-run"], False), (["test", *cargo_flags, "--no-fail-fast", *test_flags], True)]


def _failed(call: Sequence[str], code: int, directory: str) -> ObserveError:
    return ObserveError(
        problem=f"`cargo {' '.join(call)}` failed with {code} (see above)",
        place=directory or "the root of the workspace",
    )


def _metadata(cwd: Path, directory: str, flags: Sequence[str], env: Mapping[str, str]) -> dict[str, Any]:
    offline = [flag for flag in ("--locked", "--offline", "--frozen") if flag in flags]
    call = ["metadata", "--format-version=1", *offline]
    done = subprocess.run(["cargo", *call], cwd=cwd, env=dict(env), stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise _failed(call, done.returncode, directory)
    metadata: dict[str, Any] = json.loads(done.stdout)
    return metadata


def _trace(argv: Sequence[str], trace: Path, cwd: Path, env: Mapping[str, str]) -> int:
    strace = ["strace", *OPTIONS, "-o", str(trace), "--", *argv]
    try:
        # What cargo and the tests print goes where errors go: standard output is the caller's.
        return subprocess.run(strace, cwd=cwd, env=dict(env), stdout=sys.stderr, check=False).returncode
    except FileNotFoundError as error:
        raise ObserveError(
            problem="strace is not there",
            expected="the program `strace` on PATH",
            ways_out=("nix shell nixpkgs#strace",),
        ) from error


def _tracked(root: Path) -> list[str]:
    argv = ["git", "ls-files", "-z", "--cached", "--recurse-submodules"]
    try:
        done = subprocess.run(argv, cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        return []
    paths = done.stdout.decode(errors="surrogateescape").split("\0") if done.returncode == 0 else []
    return [path for path in paths if path and ((root / path).is_symlink() or (root / path).is_file())]


def _walk(root: Path, directory: str) -> Iterator[str]:
    for entry in sorted((root / directory).iterdir()):
        path = posixpath.join(directory, entry.name)
        if entry.is_symlink() or entry.is_file():
            yield path
        elif entry.is_dir() and entry.name != ".git" and not (entry / "CACHEDIR.TAG").exists():
            yield from _walk(root, path)
