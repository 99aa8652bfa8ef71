"""Compile one unit: lay out ``deps`` as Cargo does, run rustc, keep what dependents link."""

import json
import os
import sys

from arguments import rustc_argv, rustc_env
from linker_args import applies
from process import run
from report import show_diagnostics

__all__ = ["compile_unit"]


def compile_unit(attrs: dict) -> int:
    """Compile the unit of ``attrs`` into its output; return rustc's exit code."""
    unit, out = attrs["unit"], attrs["outputs"]["out"]
    os.mkdir(out)
    deps = _lay_out(attrs)
    results: dict = {}
    own = _result(attrs["script"], results) if attrs["script"] else None
    reached = [(path == attrs["script"], _result(path, results)) for path in attrs["toLink"]]
    argv = rustc_argv(attrs, deps, out, own, reached, applies)
    env = {**os.environ, **rustc_env(attrs, own, attrs["bins"])}
    _add_library_path(env, [_result(path, results) for path in attrs["plugins"]])
    code, messages = run(argv, env, attrs["cwd"], stream=2)
    show_diagnostics(messages, attrs, quiet="--cap-lints" in unit["args_after"] and code == 0)
    if code != 0:
        return code if code > 0 else 128 - code
    _tidy(out, unit)
    return 0


def _lay_out(attrs: dict) -> dict:
    top = os.environ["NIX_BUILD_TOP"]
    deps = {"own": top + "/deps", "host": top + "/host-deps"}
    for where, directory in deps.items():
        os.mkdir(directory)
        for path in attrs["closure"][where]:
            os.symlink(path, directory + "/" + path.rpartition("/")[2])
    return deps


def _result(path: str, results: dict) -> dict:
    if path not in results:
        with open(path + "/output.json", encoding="utf-8") as file:
            results[path] = json.load(file)
    return results[path]


def _add_library_path(env: dict[str, str], plugins: list) -> None:
    # A proc-macro may load a native library that its build script found or built.
    paths = [path.partition("=")[2] or path for result in plugins for path in result["library_paths"]]
    if paths:
        before = env.get("LD_LIBRARY_PATH")
        env["LD_LIBRARY_PATH"] = ":".join([*paths, before] if before else paths)


def _tidy(out: str, unit: dict) -> None:
    # An rlib carries its metadata, and dep-info names paths of this machine.
    keep_metadata = unit["mode"] == "check"
    for name in os.listdir(out):
        if name.endswith(".d") or (name.endswith(".rmeta") and not keep_metadata):
            os.unlink(out + "/" + name)
    missing = [name for name in unit["files"] if not os.path.exists(out + "/" + name)]
    if missing:
        sys.exit(f"error: rustc wrote {sorted(os.listdir(out))} where {missing} was expected")
