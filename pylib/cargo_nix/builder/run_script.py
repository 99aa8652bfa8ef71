"""Run one build script; keep OUT_DIR in Cargo's directory layout, and the directives as ``output.json``."""

from __future__ import annotations

import json
import os
import sys

from directives import DirectiveError, allows_bootstrap, parse_directives, parse_messages
from loader_path import loader_env, made_directories
from message import format_message
from read_json import read_json
from report import show_script_failure
from run_program import granted_cores, run_program
from unit_command import build_script_env
from writable_copy import asks_to_write, needs_copy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from script_result import Directives, ScriptResult
    from unit_attributes import ScriptAttributes, ScriptRun

__all__ = ["build_dir", "parse_output", "run_script", "script_call_env"]


def run_script(attrs: ScriptAttributes) -> int:
    """Run the build script of ``attrs`` and write the result to the output; return the exit code, 0 for success.

    A script that fails over a read-only source tree runs again in a writable copy. If Cargo refuses a directive, the
    exit code is 1 and standard error has Cargo's message.
    """
    unit, out = attrs["unit"], attrs["outputs"]["out"]
    script = unit["run"]
    root = build_dir(attrs, out)
    out_dir = root + "/out"
    os.makedirs(out_dir)
    linked_results = [(name, read_json(path + "/output.json")) for name, path in attrs["links"]]
    plugin_results = [read_json(path + "/output.json") for path in attrs["plugins"]]
    env = {**os.environ, **script_call_env(attrs, out_dir, linked_results, plugin_results)}
    code, stdout, stderr, written_files = _outcome(attrs, env, out_dir)
    try:
        # Cargo reads no directives of a failed script, only messages to the user.
        directives = parse_output(stdout, attrs, script) if code == 0 else parse_messages(stdout)
    except DirectiveError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    failed = code != 0 or directives["failed"]
    if attrs["member"] or failed:
        _print_messages(attrs, directives)
    if failed:
        show_script_failure(attrs, code, stdout, stderr)
        return code if code > 0 else 1
    names_source = any(attrs["src"] in value for _name, value in directives["env"])
    result: ScriptResult = {
        **directives,
        "out_dir": out_dir,
        "root": out,
        # Without a use, the path would make equal results different.
        "src": attrs["src"] if names_source or written_files else "",
        "written": written_files,
    }
    try:
        _write_result(result, root, stdout)
    except OSError as error:
        print(_lost_directory(attrs, error), file=sys.stderr)
        return 1
    return 0


def _write_result(result: ScriptResult, root: str, stdout: bytes) -> None:
    """Write Cargo's file ``output`` into ``root``, and the result beside OUT_DIR."""
    with open(root + "/output", "wb") as file:
        file.write(stdout)
    path = result["root"] + "/output.json"
    # The script may have made something of this name, in what it takes for Cargo's target directory.
    _remove_tree(path)
    with open(path, "x", encoding="utf-8") as file:
        json.dump(result, file, sort_keys=True)


def _lost_directory(attrs: ScriptAttributes, error: OSError) -> str:
    return format_message(
        f"the build script of {attrs['packageName']} {attrs['packageVersion']} removed or replaced its own directory",
        place="OUT_DIR, or a directory above it",
        expected="a script that writes into OUT_DIR and leaves the directories above it",
        came=str(error),
        ways_out=("correct the build script",),
    )


def _files_of_dependencies(attrs: ScriptAttributes) -> dict[str, str]:
    """Return the files that the scripts of the packages which the script links wrote beside their sources."""
    results = [(path, read_json(path + "/output.json")) for _name, path in attrs["writers"]]
    return {relative: f"{path}/written/{relative}" for path, result in results for relative in result["written"]}


def _print_messages(attrs: ScriptAttributes, directives: Directives) -> None:
    for label, messages in (("warning", directives["warnings"]), ("error", directives["errors"])):
        for message in messages:
            print(f"{label}: {attrs['packageName']}@{attrs['packageVersion']}: {message}", file=sys.stderr)


def _outcome(attrs: ScriptAttributes, env: dict[str, str], out_dir: str) -> tuple[int, bytes, bytes, list[str]]:
    """Return the exit code and both streams of the script, and the files that it wrote into the source tree."""
    override = attrs["unit"]["run"]["override"]
    if override is not None:
        return 0, override.encode(), b"", []
    overlaid = _files_of_dependencies(attrs)
    if attrs["writable"] or overlaid:
        return _run_in_copy(attrs, env, out_dir, overlaid)
    code, stdout, stderr = _run_once(attrs, env, attrs["manifestDir"])
    if code != 0 and needs_copy(stdout + stderr, member=attrs["member"]):
        again = _run_in_copy(attrs, env, out_dir, {})
        # The paths of a second failure are those of the copy.
        if again[0] == 0 or asks_to_write(stdout + stderr):
            return again
    return code, stdout, stderr, []


def _run_once(attrs: ScriptAttributes, env: dict[str, str], cwd: str) -> tuple[int, bytes, bytes]:
    # Cargo shows the output of a script only if the script fails.
    log = os.environ["NIX_BUILD_TOP"] + "/build-script.stderr"
    code, stdout = run_program([attrs["program"]], env, cwd, stream=1, log=log)
    with open(log, "rb") as file:
        return code, stdout, file.read()


def _run_in_copy(
    attrs: ScriptAttributes, env: dict[str, str], out_dir: str, overlaid: dict[str, str]
) -> tuple[int, bytes, bytes, list[str]]:
    from writable_copy import Copy

    top = os.environ["NIX_BUILD_TOP"]
    # While Cargo builds, its target directory is there.
    target = [os.path.relpath(attrs["cwd"] + "/target", attrs["src"]) + "/"] if attrs["member"] else []
    copy = Copy(attrs["src"], _place_of_copy(attrs["src"], top), {**dict.fromkeys(target, ""), **overlaid})
    program = attrs["program"]
    if len(copy.place) == len(attrs["src"]):
        program = top + "/build-script"
        _move_program(attrs["program"], program, attrs["sources"], copy.place)
    # The second attempt starts with an empty directory.
    _remove_tree(out_dir)
    os.makedirs(out_dir)
    copied = {"CARGO_MANIFEST_DIR": copy.inside(attrs["manifestDir"])}
    copied["CARGO_MANIFEST_PATH"] = copied["CARGO_MANIFEST_DIR"] + "/Cargo.toml"
    code, stdout, stderr = _run_once({**attrs, "program": program}, {**env, **copied}, copied["CARGO_MANIFEST_DIR"])
    written_files = copy.keep_written(attrs["outputs"]["out"]) if code == 0 else []
    copy.rename_in(out_dir)
    return code, copy.rename(stdout), copy.rename(stderr), written_files


def _place_of_copy(src: str, top: str) -> str:
    """Return a directory in ``top`` whose path is as long as ``src``, if there can be one."""
    return (top + "/workspace").ljust(len(src), "-")


def _move_program(program: str, target: str, sources: list[str], place: str) -> None:
    """Copy ``program`` to ``target`` with ``place`` for the paths of ``sources``, which are as long.

    The script and the libraries that it links may have been compiled with the path of their package, which is a path
    into the copy under Cargo.
    """
    with open(program, "rb") as file:
        content = file.read()
    for source in sources:
        if len(source) == len(place):
            content = content.replace(source.encode(), place.encode())
    with open(target, "xb") as file:
        file.write(content)
    os.chmod(target, 0o755)  # noqa: S103 -- in the build directory


def _remove_tree(path: str) -> None:
    """Remove ``path`` with all files below it, if it exists."""
    if not os.path.lexists(path):
        return
    if os.path.isdir(path) and not os.path.islink(path):
        for name in os.listdir(path):
            _remove_tree(path + "/" + name)
        os.rmdir(path)
    else:
        os.unlink(path)


def build_dir(attrs: ScriptAttributes, target_dir: str) -> str:
    """Return the directory of the run below ``target_dir``, in Cargo's layout.

    Scripts look for parent directories of OUT_DIR, so the names of all directories must be Cargo's.

    Source: core/compiler/build_runner/compilation_files.rs, ``build_script_run_dir``
    (docs/conformance.md, S31).
    """
    unit = attrs["unit"]
    triple = "" if unit["platform"] is None else unit["platform"] + "/"
    return f"{target_dir}/{triple}{unit['run']['profile_dir']}/build/{attrs['packageName']}-{unit['identity']}"


def script_call_env(
    attrs: ScriptAttributes, out_dir: str, linked: list[tuple[str, ScriptResult]], plugins: list[ScriptResult]
) -> dict[str, str]:
    """Return the environment variables to add to the environment of the build.

    ``out_dir`` is OUT_DIR. ``linked`` are pairs of a DEP_ name and a script result, as in `build_script_env`.
    ``plugins`` are the results of scripts whose libraries the program of this script loads.
    """
    loaded = loader_env(attrs, [], made_directories(plugins))
    return {**_machine_env(), **build_script_env(attrs, out_dir, linked), **loaded}


def parse_output(stdout: bytes, attrs: ScriptAttributes, script: ScriptRun) -> Directives:
    """Return the directives in ``stdout``, the standard output of the script of ``attrs``.

    ``script`` has the facts of the plan about the run. Raises ``DirectiveError`` at the first line that Cargo refuses.
    """
    kinds = [kind for kind, _name in script["targets"]]
    lib = next((name for kind, name in script["targets"] if kind in ("lib", "proc-macro")), None)
    location = f" ({attrs['manifestDir']})" if attrs["member"] else ""
    return parse_directives(
        stdout,
        package=f"{attrs['packageName']} v{attrs['packageVersion']}{location}",
        rust_version=script["rust_version"],
        has_links=script["has_links"],
        targets={
            "bins": [name for kind, name in script["targets"] if kind == "bin"],
            "has_cdylib": script["has_cdylib"],
            "has_bins": "bin" in kinds,
            "has_tests": "test" in kinds,
            "has_examples": "example" in kinds,
            "has_benches": "bench" in kinds,
            "lib_name": None if lib is None else lib.replace("-", "_"),
            "has_lib": lib is not None,
        },
        bootstrap=lambda: _allows_bootstrap(attrs, lib),
    )


def _allows_bootstrap(attrs: ScriptAttributes, lib: str | None) -> bool:
    variable = attrs["dependencyEnv"].get("RUSTC_BOOTSTRAP") or os.environ.get("RUSTC_BOOTSTRAP")
    if allows_bootstrap(variable, lib and lib.replace("-", "_"), nightly=False):
        return True
    # Cargo does not print its channel, but Cargo of the stable channel refuses this flag.
    env = {**os.environ, **_machine_env()}
    env.pop("RUSTC_BOOTSTRAP", None)
    code, _said = run_program(
        [attrs["cargo"], "-Z", "unstable-options", "config", "get"], env, "/", stream=1, log=os.devnull
    )
    return code == 0


def _machine_env() -> dict[str, str]:
    # A script may call $CARGO. The sandbox has no network, so Cargo must answer or refuse at once.
    home = os.environ.get("NIX_BUILD_TOP", "/build") + "/cargo-home"
    return {
        "CARGO_HOME": home,
        "CARGO_NET_OFFLINE": "true",
        "NUM_JOBS": str(granted_cores()),
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "1"),
    }
