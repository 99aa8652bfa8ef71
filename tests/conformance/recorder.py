"""Run real cargo with wrappers for rustc, rustdoc and build scripts, and read the recorded calls.

``--config build.rustc`` sets the wrappers, because build scripts can see RUSTC_WRAPPER and act on the variable. The
only traces are the paths in a script's RUSTC and RUSTDOC, and the script's ``current_exe()``. Cargo starts with six
variables, so cargo itself sets all other variables of a call.
"""

import fcntl
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cargo_nix.cargo import Selection, UnitGraph, WireUnit
from conformance import new_layout
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
    "scratch_directory",
]

_TESTS = Path(__file__).parents[1]
_PROGRAM = """#!{python} -IS
import sys
sys.path.insert(0, {tests!r})
from conformance.wrappers.{name} import main
sys.exit(main({settings!r}))
"""
# Nobody runs the C code of build scripts, and some of the code compiles for minutes with optimisation.
_COMPILER = """#!/bin/sh
for arg do
  shift
  case $arg in -O*) arg=-O0 ;; esac
  set -- "$@" "$arg"
done
exec {real} "$@"
"""


class CargoFailed(Exception):  # noqa: N818 -- cargo fails, not the recorder
    """Cargo failed; the text is cargo's output."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recording:
    """A run of cargo: the ``calls`` in order, the ``env`` of cargo, and directories.

    ``outputs`` are the outputs of build scripts by OUT_DIR.
    """

    calls: tuple[Call, ...]
    outputs: Mapping[str, bytes]
    env: Mapping[str, str]
    root: Path
    target_dir: Path
    wrapper: Path

    @property
    def tests(self) -> tuple[Call, ...]:
        """The calls of test programs."""
        return tuple(call for call in self.calls if call.program == "test")


def cargo_home() -> Path:
    """Return the CARGO_HOME of all recordings, for shared downloads and without a user's configuration."""
    home = cache_directory() / "cargo"
    home.mkdir(parents=True, exist_ok=True)
    return home


def cache_directory() -> Path:
    """Return the directory for downloads and results of all runs."""
    user_cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cargo-nix"
    return Path(os.environ.get("CARGO_NIX_CACHE") or user_cache)


@contextmanager
def scratch_directory() -> Iterator[Path]:
    """Yield the first of the numbered directories that no other process uses, empty."""
    for number in itertools.count():
        directory = Path(tempfile.gettempdir()).resolve() / f"cargo-nix-conformance-{number}"
        with directory.with_suffix(".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            shutil.rmtree(directory, ignore_errors=True)
            directory.mkdir()
            try:
                yield directory
            finally:
                shutil.rmtree(directory, ignore_errors=True)
            return


def copy_project(project: Path, copy: Path) -> Path:
    """Copy ``project`` to ``copy`` without `target` and `.git`; return the copy."""

    def skipped(directory: str, _names: list[str]) -> set[str]:
        return {"target", ".git", ".cargo-ok"} if Path(directory) == project else set()

    return Path(shutil.copytree(project, copy, symlinks=True, ignore=skipped)).resolve()


def record_cargo(  # noqa: PLR0913 -- the project, the selection, and how cargo runs
    root: Path,
    selection: Selection,
    scratch: Path,
    extra_env: Mapping[str, str],
    cargo_root: str = "",
    *,
    has_new_layout: bool = False,
) -> Recording:
    """Build ``selection`` of the project at ``root`` with cargo; raise ``CargoFailed`` if cargo fails.

    ``root`` is a copy, because cargo writes files. ``cargo_root`` is the workspace's directory in the project.
    ``scratch`` is an empty directory for wrappers and calls. ``extra_env`` are variables for build scripts.
    ``has_new_layout``: cargo uses its new build directory, and the calls are those of the old one (new_layout.py).
    """
    env = {**cargo_environment(), "PATH": _compilers(scratch), **extra_env}
    env |= new_layout.VARIABLES if has_new_layout else {}
    workspace = root / cargo_root
    wrapper = _write_wrappers(workspace, selection, scratch, env)
    config = ["--config", f"build.rustc={json.dumps(str(wrapper))}"]
    config += ["--config", f"build.rustdoc={json.dumps(str(wrapper.with_name('rustdoc')))}"]
    config += _runner(selection, wrapper)
    layout = new_layout.FLAGS if has_new_layout else ()
    _cargo([*cargo_flags(selection), "--locked", *layout, *config], workspace, env)
    metadata = json.loads(_cargo(["metadata", "--format-version=1", "--no-deps", "--locked"], workspace, env))
    calls = read_calls(scratch / "calls")
    outputs = _script_outputs(calls, "run/stdout" if has_new_layout else "output")
    if has_new_layout:
        old_layout = new_layout.OldLayout.of_calls(calls, Path(metadata["target_directory"]), _examples(metadata))
        calls, outputs = [old_layout.call(call) for call in calls], old_layout.outputs(outputs)
    return Recording(
        calls=tuple(calls),
        outputs=outputs,
        env=env,
        root=root if cargo_root else Path(metadata["workspace_root"]),
        target_dir=Path(metadata["target_directory"]),
        wrapper=wrapper,
    )


def _examples(metadata: Mapping[str, Any]) -> frozenset[str]:
    targets = [target for package in metadata["packages"] for target in package["targets"]]
    return frozenset(target["src_path"] for target in targets if "example" in target["kind"])


def _script_outputs(calls: Iterable[Call], file: str) -> dict[str, bytes]:
    out_dirs = {call.env["OUT_DIR"] for call in calls if call.program == "script"}
    return {out_dir: (Path(out_dir).parent / file).read_bytes() for out_dir in out_dirs}


def _runner(selection: Selection, wrapper: Path) -> list[str]:
    """Return the arguments for our test runner; rustdoc would get the runner too, so not for doctests."""
    if selection.command != "test" or "--doc" in selection.cargo_targets:
        return []
    return ["--config", f"target.'cfg(all())'.runner={json.dumps(str(wrapper.with_name('runner')))}"]


def cargo_environment() -> dict[str, str]:
    """Return the variables of cargo; only PATH and SSL_CERT_FILE come from the user's environment."""
    return {
        "CARGO_HOME": str(cargo_home()),
        "HOME": str(cargo_home().parent),
        "LC_ALL": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "SSL_CERT_DIR": "/etc/ssl/certs",
        "SSL_CERT_FILE": os.environ.get("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt"),
    }


def _cargo(args: list[str], root: Path, env: Mapping[str, str]) -> str:
    process = subprocess.run(["cargo", *args], cwd=root, env=env, check=False, capture_output=True, text=True)
    if process.returncode != 0:
        raise CargoFailed(f"cargo {' '.join(args)}\n{process.stderr}")
    return process.stdout


def _write_wrappers(root: Path, selection: Selection, scratch: Path, env: Mapping[str, str]) -> Path:
    (scratch / "calls").mkdir()
    settings = scratch / "settings.json"
    real = {name: str(shutil.which(name)) for name in ("rustc", "rustdoc")}
    compiled = "\n".join(sorted(_units_that_run(root, selection, env)))
    version = subprocess.run([real["rustc"], "-vV"], check=True, capture_output=True, text=True).stdout
    wrapper_settings = {
        **real,
        "calls": str(scratch / "calls"),
        "compile": compiled,
        "crates": str(cargo_home() / "registry" / "src"),
        "cache": str(cache_directory() / "conformance" / "kept"),
        "version": version,
    }
    settings.write_text(json.dumps(wrapper_settings), encoding="utf-8")
    for name in (*real, "runner"):
        text = _PROGRAM.format(python=sys.executable, tests=str(_TESTS), name=name, settings=str(settings))
        _write_program(scratch / "bin" / name, text)
    return scratch / "bin" / "rustc"


def _compilers(scratch: Path) -> str:
    """Return a PATH with C and C++ compilers that do not optimise."""
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
    """Return ``package version crate opt-level features`` of build scripts and the units they link.

    A proc-macro runs inside rustc, so a macro counts if a counted unit uses the macro.
    """
    args = [selection.command, *selection.build_flags(), "--locked", "--unit-graph", "-Zunstable-options"]
    graph = UnitGraph.model_validate_json(_cargo(args, root, {**env, "RUSTC_BOOTSTRAP": "1"}))
    packages = {package["id"]: package for package in _packages(root, env)}
    keys = [_key(unit, packages[unit.pkg_id]) for unit in graph.units]
    stack = [index for index, unit in enumerate(graph.units) if "custom-build" in unit.target.kind]
    visited: set[int] = set()
    while stack:
        index = stack.pop()
        if index not in visited:
            visited.add(index)
            # The wrapper also compiles units that look the same.
            stack += [twin for twin, key in enumerate(keys) if key == keys[index]]
            # A script's run starts the program of the script, and may start programs of artifact dependencies.
            started = graph.units[index].mode == "run-custom-build"
            deps = [edge.index for edge in graph.units[index].dependencies]
            stack += [dep for dep in deps if not started or graph.units[dep].mode == "build"]
    return {keys[index] for index in visited}


def _key(unit: WireUnit, package: Mapping[str, str]) -> str:
    crate, features = unit.target.name.replace("-", "_"), ",".join(sorted(unit.features))
    return f"{package['name']} {package['version']} {crate} {unit.profile.opt_level} {features}"


def _packages(root: Path, env: Mapping[str, str]) -> list[dict[str, str]]:
    metadata = json.loads(_cargo(["metadata", "--format-version=1", "--all-features", "--locked"], root, env))
    packages: list[dict[str, str]] = metadata["packages"]
    return packages
