"""Run real cargo on a project with wrappers for rustc, rustdoc and the build scripts, and read what they recorded.

The wrappers come in through ``--config build.rustc``, not through RUSTC_WRAPPER: the latter is a variable that build
scripts see and act on. The one trace that is left is the path in a script's RUSTC and RUSTDOC, and a script's own
``current_exe()``. Cargo starts with an environment of six variables, so that whatever else a call has is cargo's.
"""

import fcntl
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cargo_nix.cargo import Selection, UnitGraph, WireUnit
from conformance.call import Call, read_calls
from conformance.selection import cargo_flags

__all__ = [
    "CargoFailed",
    "Recording",
    "cache_directory",
    "cargo_environment",
    "cargo_home",
    "copy_project",
    "record_cargo",
    "recording_place",
]

_TESTS = Path(__file__).parents[1]
_PROGRAM = """#!{python} -IS
import sys
sys.path.insert(0, {tests!r})
from conformance.wrappers.{name} import main
sys.exit(main({settings!r}))
"""
# Nobody runs what build scripts compile either, and some compile for minutes when they optimise.
_COMPILER = """#!/bin/sh
for arg do
  shift
  case $arg in -O*) arg=-O0 ;; esac
  set -- "$@" "$arg"
done
exec {real} "$@"
"""


class CargoFailed(Exception):  # noqa: N818 -- it is cargo that failed, not we
    """Cargo stopped; the text is its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recording:
    """What cargo did: ``calls`` in its order, ``env`` that it was started with, and where things lie."""

    calls: tuple[Call, ...]
    env: Mapping[str, str]
    root: Path
    target_dir: Path
    wrapper: Path

    @property
    def tests(self) -> tuple[Call, ...]:
        """The programs that ran as tests."""
        return tuple(call for call in self.calls if call.program == "test")


def cargo_home() -> Path:
    """Return the CARGO_HOME of all recordings: crates are downloaded once, and no user's configuration is read."""
    home = cache_directory() / "cargo"
    home.mkdir(parents=True, exist_ok=True)
    return home


def cache_directory() -> Path:
    """Return where downloads and results are kept from one run to the next."""
    own = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cargo-nix"
    return Path(os.environ.get("CARGO_NIX_CACHE") or own)


@contextmanager
def recording_place() -> Iterator[Path]:
    """Yield an empty directory for one recording: the first of a few that no other one uses."""
    for number in itertools.count():
        place = Path(tempfile.gettempdir()).resolve() / f"cargo-nix-conformance-{number}"
        with place.with_suffix(".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            try:
                yield place
            finally:
                shutil.rmtree(place, ignore_errors=True)
            return


def copy_project(project: Path, to: Path) -> Path:
    """Copy ``project`` without what earlier builds and git left in it; return the copy."""

    def skipped(directory: str, _names: list[str]) -> set[str]:
        return {"target", ".git", ".cargo-ok"} if Path(directory) == project else set()

    return Path(shutil.copytree(project, to, symlinks=True, ignore=skipped)).resolve()


def record_cargo(
    root: Path, selection: Selection, scratch: Path, more_env: Mapping[str, str], cargo_root: str = ""
) -> Recording:
    """Build ``selection`` of the project at ``root`` with cargo; raise ``CargoFailed`` where it stops.

    The workspace lies in the directory ``cargo_root`` of it.

    ``root`` is a copy: cargo writes into it. ``scratch`` is an empty directory for the wrappers and their calls.
    ``more_env`` is for build scripts that ask for a variable of the user's.
    """
    env = {**cargo_environment(), "PATH": _compilers(scratch), **more_env}
    workspace = root / cargo_root
    wrapper = _write_wrappers(workspace, selection, scratch, env)
    config = ["--config", f"build.rustc={json.dumps(str(wrapper))}"]
    config += ["--config", f"build.rustdoc={json.dumps(str(wrapper.with_name('rustdoc')))}"]
    config += _runner(selection, wrapper)
    _cargo([*cargo_flags(selection), "--locked", *config], workspace, env)
    metadata = json.loads(_cargo(["metadata", "--format-version=1", "--no-deps", "--locked"], workspace, env))
    return Recording(
        calls=tuple(read_calls(scratch / "calls")),
        env=env,
        root=root if cargo_root else Path(metadata["workspace_root"]),
        target_dir=Path(metadata["target_directory"]),
        wrapper=wrapper,
    )


def _runner(selection: Selection, wrapper: Path) -> list[str]:
    """Return the arguments that put our runner before each test; rustdoc would be told of it too."""
    if selection.command != "test" or "--doc" in selection.cargo_targets:
        return []
    return ["--config", f"target.'cfg(all())'.runner={json.dumps(str(wrapper.with_name('runner')))}"]


def cargo_environment() -> dict[str, str]:
    """Return the few variables with which Cargo starts: nothing of the user's environment but PATH."""
    return {
        "CARGO_HOME": str(cargo_home()),
        "HOME": str(cargo_home().parent),
        "LC_ALL": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "SSL_CERT_DIR": "/etc/ssl/certs",
        "SSL_CERT_FILE": os.environ.get("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt"),
    }


def _cargo(args: list[str], root: Path, env: Mapping[str, str]) -> str:
    done = subprocess.run(["cargo", *args], cwd=root, env=env, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise CargoFailed(f"cargo {' '.join(args)}\n{done.stderr}")
    return done.stdout


def _write_wrappers(root: Path, selection: Selection, scratch: Path, env: Mapping[str, str]) -> Path:
    (scratch / "calls").mkdir()
    settings = scratch / "settings.json"
    real = {name: str(shutil.which(name)) for name in ("rustc", "rustdoc")}
    compiled = "\n".join(sorted(_units_that_run(root, selection, env)))
    version = subprocess.run([real["rustc"], "-vV"], check=True, capture_output=True, text=True).stdout
    told = {
        **real,
        "calls": str(scratch / "calls"),
        "compile": compiled,
        "crates": str(cargo_home() / "registry" / "src"),
        "kept": str(cache_directory() / "conformance" / "kept"),
        "version": version,
    }
    settings.write_text(json.dumps(told), encoding="utf-8")
    for name in (*real, "runner"):
        text = _PROGRAM.format(python=sys.executable, tests=str(_TESTS), name=name, settings=str(settings))
        _write_program(scratch / "bin" / name, text)
    return scratch / "bin" / "rustc"


def _compilers(scratch: Path) -> str:
    """Return a PATH on which compilers of C and C++ do not optimise."""
    for name in ("cc", "gcc", "c++", "g++", "clang", "clang++"):
        real = shutil.which(name)
        if real is not None:
            _write_program(scratch / "compilers" / name, _COMPILER.format(real=real))
    return f"{scratch / 'compilers'}:{os.environ['PATH']}"


def _write_program(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def _units_that_run(root: Path, selection: Selection, env: Mapping[str, str]) -> set[str]:
    """Return ``package version crate opt-level features`` of build scripts and what they link: all that anybody runs.

    A proc-macro is run where rustc reads its user, so it counts if a build script is below the uses.
    """
    args = [selection.command, *selection.build_flags(), "--locked", "--unit-graph", "-Zunstable-options"]
    graph = UnitGraph.model_validate_json(_cargo(args, root, {**env, "RUSTC_BOOTSTRAP": "1"}))
    packages = {package["id"]: package for package in _packages(root, env)}
    keys = [_key(unit, packages[unit.pkg_id]) for unit in graph.units]
    stack = [index for index, unit in enumerate(graph.units) if "custom-build" in unit.target.kind]
    seen: set[int] = set()
    while stack:
        index = stack.pop()
        if index not in seen:
            seen.add(index)
            # What the wrapper cannot tell from another unit is compiled too.
            stack += [other for other, key in enumerate(keys) if key == keys[index]]
            # A script's run starts its program, and may start those of artifact dependencies.
            started = graph.units[index].mode == "run-custom-build"
            deps = [edge.index for edge in graph.units[index].dependencies]
            stack += [dep for dep in deps if not started or graph.units[dep].mode == "build"]
    return {keys[index] for index in seen}


def _key(unit: WireUnit, package: Mapping[str, str]) -> str:
    crate, features = unit.target.name.replace("-", "_"), ",".join(sorted(unit.features))
    return f"{package['name']} {package['version']} {crate} {unit.profile.opt_level} {features}"


def _packages(root: Path, env: Mapping[str, str]) -> list[dict[str, str]]:
    metadata = json.loads(_cargo(["metadata", "--format-version=1", "--all-features", "--locked"], root, env))
    found: list[dict[str, str]] = metadata["packages"]
    return found
