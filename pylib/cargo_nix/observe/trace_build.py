"""Run cargo under strace in a copy of a project, and collect the used paths by unit.

The copy contains the files that Nix sees: tracked files if git tracks Cargo.toml, and otherwise all files except git's
directory and target directories. Cargo writes to its usual target directory inside the copy, because processes look for
the workspace above it, as in a user's checkout. The observation ignores the target directory.

The tracer misses files that a program reads through io_uring, processes that outlive cargo, and the work of an older
daemon (sccache). Debuggers and other tracers fail under strace.
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

# Variables of the caller's shell that do not belong to the project. Cargo's home and rustup's choice belong to the
# machine.
_LEAKS = ("CARGO", "RUST", "DEP_", "OUT_DIR")
_KEEP = ("CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN")
_COMPILED = 101  # the exit code of cargo for failed tests, and for compiler errors


def observe_build(
    root: Path,
    command: str,
    flags: Sequence[str] = (),
    *,
    directory: str = "",
    env: Mapping[str, str] | None = None,
) -> Observation:
    """Return the paths that ``cargo COMMAND FLAGS`` uses, in a new copy of the project at ``root``.

    - ``command`` is ``build`` or ``test``. Tests must compile, but may fail.
    - ``directory`` is the working directory of cargo, relative to ``root``.
    - ``env`` is added to an environment without the variables of cargo and rustc.

    Raises ``ObserveError`` if cargo fails, if strace is missing, or if the trace is incomplete.
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
    """Return the result of `observe_build` for the existing copy ``copy``, where cargo writes.

    Cargo skips fresh units, so the observation lacks fresh units. The trace must contain all files that rustc reports
    as read; otherwise the trace would prove no file set.

    Raises ``ObserveError`` as `observe_build` does.
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
    """Copy the project at ``root`` to the new directory ``copy``.

    The copy has tracked files if git tracks Cargo.toml, and otherwise all files except .git and target directories.
    Raises OSError if a file cannot be copied.
    """
    copy.mkdir(parents=True)
    tracked = _tracked(root)
    for path in tracked if "Cargo.toml" in tracked else _walk(root, ""):
        target = copy / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / path, target, follow_symlinks=False)


def _calls(command: str, flags: Sequence[str]) -> list[tuple[list[str], bool]]:
    """Return the calls of cargo. The second part of each pair tells whether the call may fail, as test runs may."""
    if command != "test":
        return [([command, *flags], False)]
    cargo_flags = list(flags[: flags.index("--")]) if "--" in flags else list(flags)
    test_flags = list(flags[len(cargo_flags) :])
    if "--no-run" in cargo_flags:
        return [(["test", *flags], False)]
    if "--doc" in cargo_flags:
        # Cargo cannot compile doctests without running them.
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
        # Standard output belongs to the caller, so the output of cargo and tests goes to standard error.
        return subprocess.run(strace, cwd=cwd, env=dict(env), stdout=sys.stderr, check=False).returncode
    except FileNotFoundError as error:
        raise ObserveError(
            problem="strace is not installed",
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
