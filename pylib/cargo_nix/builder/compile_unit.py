"""Compile one unit: lay out ``deps`` as Cargo does, run rustc, keep what dependents link."""

from __future__ import annotations

import os
import sys

from linker_args import link_arg_applies
from loader_path import loader_env, made_directories
from read_json import read_json
from report import show_diagnostics, show_link_failure, show_missing_file
from run_program import run_program
from unit_command import rustc_argv, rustc_env

TYPE_CHECKING = False
if TYPE_CHECKING:
    from script_result import ScriptResult
    from unit_attributes import CompileAttributes, CrateAttributes, RustcAttributes, UnitRow

__all__ = [
    "compile_call",
    "compile_unit",
    "files_of_scripts",
    "host_directory",
    "lay_out",
    "read_results",
    "work_in_copy",
]


def compile_unit(attrs: CompileAttributes) -> int:
    """Compile the unit of ``attrs`` into its output; return rustc's exit code."""
    unit, out = attrs["unit"], attrs["outputs"]["out"]
    written = out
    os.mkdir(out)
    if attrs["archive"]:
        from unpack_crate import unpack_archive

        unpack_archive(attrs["archive"], attrs["src"])
    deps = lay_out(attrs)
    results = read_results(attrs)
    if attrs.get("incrementalDir"):
        from incremental_directory import share_directory

        work_in_copy(attrs, results, keep_name=False)
        written = share_directory(attrs["incrementalDir"], out)
    elif attrs["inTarget"]:
        work_in_copy(attrs, results)
        written = attrs["cwd"] + "/target/debug/deps"
        os.makedirs(written)
    elif attrs["writable"] or files_of_scripts(attrs, results):
        work_in_copy(attrs, results)
    argv, more = compile_call(attrs, deps, written, results)
    code, messages = run_program(argv, {**os.environ, **more}, attrs["cwd"], stream=2)
    shown = show_diagnostics(messages, quiet="--cap-lints" in unit["args_after"] and code == 0)
    if code != 0:
        if not show_link_failure(messages, attrs, results.values()):
            show_missing_file(attrs, shown)
        return code if code > 0 else 128 - code
    if attrs["inTarget"]:
        import shutil

        for name in os.listdir(written):
            shutil.move(written + "/" + name, out + "/" + name)
    _tidy(out, unit)
    if attrs["archive"]:
        from unpack_crate import clear_unless_named

        clear_unless_named(attrs["src"], out)
    return 0


def lay_out(attrs: RustcAttributes) -> dict[str, str]:
    """Make ``deps`` of links to the linkable dependencies; return its directories: ``own``, ``host`` and ``tmp``."""
    top = os.environ["NIX_BUILD_TOP"]
    # A test finds its CARGO_TARGET_TMPDIR below the directory that Nix builds in, when it runs too.
    triple = attrs["unit"]["platform"]
    deps = {"own": top + "/deps", "host": top + "/host-deps"}
    deps["tmp"] = f"{top}/target/{triple}/tmp" if triple else top + "/target/tmp"  # noqa: S108 -- Cargo's name
    for directory, files in ((deps["own"], attrs["closure"]["own"]), (deps["host"], attrs["closure"]["host"])):
        os.mkdir(directory)
        for path in files:
            os.symlink(path, directory + "/" + path.rpartition("/")[2])
    return deps


def files_of_scripts(attrs: CrateAttributes, results: dict[str, ScriptResult]) -> dict[str, str]:
    """Return the files that build scripts wrote beside the sources: paths from the root, and the files.

    These are the scripts of the package and of its dependencies: under Cargo they ran before.
    """
    scripts = [path for _name, path in attrs["writers"]] + ([attrs["script"]] if attrs["script"] else [])
    return {relative: f"{path}/written/{relative}" for path in scripts for relative in results[path]["written"]}


def work_in_copy(attrs: CrateAttributes, results: dict[str, ScriptResult], *, keep_name: bool = True) -> None:
    """Let the paths of ``attrs`` point into a copy of its source, with the files of ``files_of_scripts`` in it.

    Variables of the package's script that lead to its sources, or to what it wrote there, lead into the copy too. What
    generated code says of the source itself is still remapped, unless ``keep_name`` is false.
    """
    from writable_copy import lay_over

    src, copy = attrs["src"], os.environ["NIX_BUILD_TOP"] + "/workspace"
    lay_over(src, copy, files_of_scripts(attrs, results))
    if attrs["script"]:
        own = results[attrs["script"]]
        for variable in own["env"]:
            for place in (attrs["script"] + "/written", own["src"]):
                variable[1] = variable[1].replace(place, copy)

    def in_copy(path: str) -> str:
        return copy + path[len(src) :] if path.startswith(src) else path

    attrs["src"] = copy
    attrs["cwd"], attrs["manifestDir"] = in_copy(attrs["cwd"]), in_copy(attrs["manifestDir"])
    attrs["srcPath"] = in_copy(attrs["srcPath"])
    remap = attrs["remap"] if keep_name else [pair for pair in attrs["remap"] if pair[0] != src]
    new_name = next(name for path, name in attrs["remap"] if path == src)
    attrs["remap"] = [*remap, [copy, new_name]]


def compile_call(
    attrs: RustcAttributes, deps: dict[str, str], out: str, results: dict[str, ScriptResult]
) -> tuple[list[str], dict[str, str]]:
    """Return rustc's argv and what its environment has beside the machine's; ``results`` are the scripts' by path."""
    own = results[attrs["script"]] if attrs["script"] else None
    reached = [(path == attrs["script"], results[path]) for path in attrs["toLink"]]
    argv = rustc_argv(attrs, deps, out, own, reached, link_arg_applies)
    # Where proc-macros find dynamic libraries: those of Rust, and those that a script of theirs built.
    plugins = made_directories([results[plugin] for plugin in attrs["plugins"]])
    loaded = loader_env(attrs, [host_directory(attrs, deps)], plugins)
    return argv, rustc_env(attrs, own, attrs["bins"], deps["tmp"], loaded)


def host_directory(attrs: CrateAttributes, deps: dict[str, str]) -> str:
    """Return the one of the directories ``deps`` in which lie libraries for the host: proc-macros among them."""
    return deps["own" if attrs["unit"]["platform"] is None else "host"]


def read_results(attrs: CrateAttributes) -> dict[str, ScriptResult]:
    """Return what the build scripts that reach the unit said, by their store paths."""
    results: dict[str, ScriptResult] = {}
    for path in [attrs["script"], *attrs["toLink"], *attrs["plugins"], *(path for _name, path in attrs["writers"])]:
        if path and path not in results:
            results[path] = read_json(path + "/output.json")
    return results


def _tidy(out: str, unit: UnitRow) -> None:
    # An rlib carries its metadata, and dep-info names paths of this machine.
    keep_metadata = unit["mode"] == "check"
    for name in os.listdir(out):
        if name.endswith(".d") or (name.endswith(".rmeta") and not keep_metadata):
            os.unlink(out + "/" + name)
    # A program's own tests are no product.
    is_program = unit["kind"] == "bin" and unit["mode"] == "build"
    for name, product in zip(unit["files"], unit["products"], strict=True) if is_program else ():
        # CARGO_BIN_EXE_<name> ends in Cargo's name of the program.
        if name != product:
            os.symlink(name, out + "/" + product)
    missing = [name for name in unit["files"] if not os.path.exists(out + "/" + name)]
    if missing:
        from message import format_message

        sys.exit(format_message(f"rustc wrote {sorted(os.listdir(out))} where {missing} was expected"))
