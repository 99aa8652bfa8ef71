"""Compile one unit: lay out ``deps`` as Cargo does, run rustc, and keep the files for dependents."""

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
    """Compile the unit of ``attrs`` into its output directory; return the exit code, 0 for success.

    A signal that ends rustc counts as 128 plus its number, as in a shell. Diagnostics and advice go to standard error.
    """
    unit, out = attrs["unit"], attrs["outputs"]["out"]
    os.mkdir(out)
    if attrs["archive"]:
        from unpack_crate import unpack_archive

        unpack_archive(attrs["archive"], attrs["src"])
    deps = lay_out(attrs)
    results = read_results(attrs)
    out_dir = _prepare_directories(attrs, results)
    argv, env = compile_call(attrs, deps, out_dir, results)
    code, messages = run_program(argv, {**os.environ, **env}, attrs["cwd"], stream=2)
    diagnostics = show_diagnostics(messages, quiet="--cap-lints" in unit["args_after"] and code == 0)
    if code != 0:
        if not show_link_failure(messages, attrs, results.values()):
            show_missing_file(attrs, diagnostics)
        return code if code > 0 else 128 - code
    if attrs["inTarget"]:
        import shutil

        for name in os.listdir(out_dir):
            shutil.move(out_dir + "/" + name, out + "/" + name)
    _tidy(out, unit)
    if attrs["member"] and diagnostics:
        # `cargo-nix build` shows them again, as Cargo does for a fresh unit. A cache has no logs, but has outputs.
        with open(out + "/warnings", "w", encoding="utf-8") as file:
            file.write(diagnostics)
    if attrs["archive"]:
        from unpack_crate import clear_unless_named

        clear_unless_named(attrs["src"], out)
    return 0


def _prepare_directories(attrs: CompileAttributes, results: dict[str, ScriptResult]) -> str:
    """Copy the source tree if the unit needs a copy; return the directory for rustc's files."""
    out = attrs["outputs"]["out"]
    if attrs.get("incrementalDir"):
        from incremental_directory import share_directory

        work_in_copy(attrs, results, keep_name=False)
        return share_directory(attrs["incrementalDir"], out)
    if attrs["inTarget"]:
        work_in_copy(attrs, results)
        out_dir = attrs["cwd"] + "/target/debug/deps"
        os.makedirs(out_dir)
        return out_dir
    if attrs["writable"] or files_of_scripts(attrs, results):
        work_in_copy(attrs, results)
    return out


def lay_out(attrs: RustcAttributes) -> dict[str, str]:
    """Fill ``deps`` with links to the libraries that rustc may open; return the directories.

    The keys of the result are ``own`` (libraries for the unit's platform), ``host`` (libraries for the host) and
    ``tmp`` (CARGO_TARGET_TMPDIR, not created yet). All three are below NIX_BUILD_TOP.
    """
    top = os.environ["NIX_BUILD_TOP"]
    # The run of a test uses the same path below NIX_BUILD_TOP.
    triple = attrs["unit"]["platform"]
    deps = {"own": top + "/deps", "host": top + "/host-deps"}
    deps["tmp"] = f"{top}/target/{triple}/tmp" if triple else top + "/target/tmp"  # noqa: S108 -- Cargo's name
    for directory, files in ((deps["own"], attrs["closure"]["own"]), (deps["host"], attrs["closure"]["host"])):
        os.mkdir(directory)
        for path in files:
            os.symlink(path, directory + "/" + path.rpartition("/")[2])
    return deps


def files_of_scripts(attrs: CrateAttributes, results: dict[str, ScriptResult]) -> dict[str, str]:
    """Return the files that build scripts wrote into the source tree: their paths in the tree, and the files.

    The scripts are those of the package and of its dependencies, which Cargo runs before. ``results`` is the result of
    `read_results`.
    """
    scripts = [path for _name, path in attrs["writers"]] + ([attrs["script"]] if attrs["script"] else [])
    return {relative: f"{path}/written/{relative}" for path in scripts for relative in results[path]["written"]}


def work_in_copy(attrs: CrateAttributes, results: dict[str, ScriptResult], *, keep_name: bool = True) -> None:
    """Copy the source tree, add the files of `files_of_scripts`, and change the paths of ``attrs`` to the copy.

    ``results`` is the result of `read_results`. Variables of the package's script that contain the path of the source
    tree, or of a written file, get the path of the copy. The copy is ``workspace`` below NIX_BUILD_TOP. rustc maps the
    path of the copy to the same name as the path of the source tree. Generated code may contain the path of the source
    tree, so the mapping of this path remains, unless ``keep_name`` is false.
    """
    from writable_copy import lay_over

    src, copy = attrs["src"], os.environ["NIX_BUILD_TOP"] + "/workspace"
    lay_over(src, copy, files_of_scripts(attrs, results))
    if attrs["script"]:
        script_result = results[attrs["script"]]
        for variable in script_result["env"]:
            for tree in filter(None, (attrs["script"] + "/written", script_result["src"])):
                variable[1] = variable[1].replace(tree, copy)

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
    """Return the arguments of rustc, and the environment variables to add to the environment of the build.

    ``deps`` is the result of `lay_out`, ``out`` the directory for rustc's files. ``results`` maps the store paths of
    script runs to their results, as `read_results` returns them.
    """
    script_result = results[attrs["script"]] if attrs["script"] else None
    reached_scripts = [(path == attrs["script"], results[path]) for path in attrs["toLink"]]
    argv = rustc_argv(attrs, deps, out, script_result, reached_scripts, link_arg_applies)
    # rustc loads proc-macros. A build script of a proc-macro may have built dynamic libraries.
    plugins = made_directories([results[plugin] for plugin in attrs["plugins"]])
    loader_variables = loader_env(attrs, [host_directory(attrs, deps)], plugins)
    return argv, rustc_env(attrs, script_result, attrs["bins"], deps["tmp"], loader_variables)


def host_directory(attrs: CrateAttributes, deps: dict[str, str]) -> str:
    """Return the directory of ``deps`` with the libraries for the host, such as proc-macros."""
    return deps["own" if attrs["unit"]["platform"] is None else "host"]


def read_results(attrs: CrateAttributes) -> dict[str, ScriptResult]:
    """Return the results of all build scripts that affect the unit, by the store path of their run.

    The scripts are the package's own, and those of dependencies.
    """
    results: dict[str, ScriptResult] = {}
    for path in [attrs["script"], *attrs["toLink"], *attrs["plugins"], *(path for _name, path in attrs["writers"])]:
        if path and path not in results:
            results[path] = read_json(path + "/output.json")
    return results


def _tidy(out: str, unit: UnitRow) -> None:
    # An rlib contains the metadata too. Dep-info contains paths of this machine.
    keep_metadata = unit["mode"] == "check"
    for name in os.listdir(out):
        if name.endswith(".d") or (name.endswith(".rmeta") and not keep_metadata):
            os.unlink(out + "/" + name)
    # The test of a program has the kind `bin` too, and gets no link.
    is_program = unit["kind"] == "bin" and unit["mode"] == "build"
    for name, product in zip(unit["files"], unit["products"], strict=True) if is_program else ():
        # CARGO_BIN_EXE_<name> ends with Cargo's name of the program, without the hash.
        if name != product:
            os.symlink(name, out + "/" + product)
    missing = [name for name in unit["files"] if not os.path.exists(out + "/" + name)]
    if missing:
        from message import format_message

        sys.exit(format_message(f"rustc wrote {sorted(os.listdir(out))} where {missing} was expected"))
