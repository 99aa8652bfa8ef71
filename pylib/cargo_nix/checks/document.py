"""Write the documentation of a package's crates, and join the documentation of all packages into one site.

The search index and the lists of crates and sources belong to all crates. rustdoc writes these files when the packages
are joined. So each package can have a derivation for its documentation. The unstable flags for this are Cargo's own
(``-Z rustdoc-mergeable-info``).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

from compile_unit import files_of_scripts, host_directory, lay_out, read_results, work_in_copy
from findings import read_findings, tell_findings
from loader_path import loader_env
from run_program import run_program
from rustdoc import rustdoc_args
from unit_command import rustc_env
from verdict import missing_file_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import DocumentAttributes, JoinAttributes
    from script_result import ScriptResult
    from unit_attributes import RustcAttributes, UnitRow

__all__ = ["document_args", "document_env", "document_units", "join_documents"]

_MESSAGES = ("--error-format=json", "--json=diagnostic-rendered-ansi")
_UNSTABLE = ("-Z", "unstable-options")
# The name of an empty crate, and its entry in the list of crates.
_COMMON = "common"
_ENTRY = re.compile(rf"(<li><a href=\"{_COMMON}/index\.html\">{_COMMON}</a></li>)")
# Programs have no public items, so Cargo documents private items (ops/cargo_compile/mod.rs, create_bcx).
_OF_PROGRAMS = ("--document-private-items", "-Arustdoc::private-intra-doc-links")


def document_units(attrs: DocumentAttributes) -> int:
    """Write the documentation of each crate of ``attrs`` to ``doc`` and the parts of the index to ``parts``.

    Both are directories of the output. Prints each finding once; returns 1 if rustdoc fails for a crate, and 0
    otherwise.
    """
    out, top = attrs["outputs"]["out"], os.environ["NIX_BUILD_TOP"]
    os.makedirs(out + "/doc")
    failed, findings, advice = False, [], list[str]()
    for unit in attrs["crates"]:
        # Each crate has its own dependencies, so each crate gets its own build directory.
        os.environ["NIX_BUILD_TOP"] = f"{top}/{unit['unit']['identity']}"
        os.mkdir(os.environ["NIX_BUILD_TOP"])
        deps, results = lay_out(unit), read_results(unit)
        if unit["writable"] or files_of_scripts(unit, results):
            work_in_copy(unit, results)
        # rustdoc links to crates with a directory. Directories that stay empty belong to other packages.
        for crate in attrs["linked"]:
            os.makedirs(f"{out}/doc/{crate}", exist_ok=True)
        argv = [attrs["rustdoc"], *document_args(unit, deps, results, out), *attrs["arguments"]]
        env = {**os.environ, **document_env(unit, deps, results)}
        code, messages = run_program(argv, env, unit["cwd"], stream=2)
        failed |= code != 0
        output = messages.decode(errors="replace")
        findings += read_findings(output.replace(unit["src"] + "/", ""))
        if code != 0:
            advice += missing_file_lines(unit, tell_findings(read_findings(output), failed=True), unit["cwd"])
    print(tell_findings(findings, failed=failed), end="", file=sys.stderr)
    if failed:
        print(
            f"error: rustdoc found errors in {attrs['packageName']}", *dict.fromkeys(advice), sep="\n", file=sys.stderr
        )
        return 1
    for crate in attrs["linked"]:
        if not os.listdir(f"{out}/doc/{crate}"):
            os.rmdir(f"{out}/doc/{crate}")
    _drop_lock(out + "/doc")
    return 0


def document_args(unit: RustcAttributes, deps: dict[str, str], results: dict[str, ScriptResult], out: str) -> list[str]:
    """Return the arguments of rustdoc for the documentation of ``unit``, without the program.

    ``unit`` has the files of the compiled unit, and the arguments of Cargo's unit for the documentation. ``deps`` and
    ``results`` are as in `compile_unit.compile_call`. ``out`` is the output of the derivation.

    Source: core/compiler/mod.rs, ``prepare_rustdoc``.
    """
    facts: UnitRow = {**unit["unit"], "mode": "doc"}
    if facts["kind"] == "bin":
        # The user's own flags come last.
        facts["args_after"] = [*_OF_PROGRAMS, *facts["args_after"]]
    documented: RustcAttributes = {**unit, "unit": facts}
    args = [*rustdoc_args(documented, deps, results), "-o", out + "/doc", *_MESSAGES]
    if not any(arg.startswith("--crate-version") for arg in facts["args_after"]):
        args += ["--crate-version", unit["packageVersion"]]
    return [*args, *_UNSTABLE, "--merge=none", f"--parts-out-dir={out}/parts"]


def document_env(unit: RustcAttributes, deps: dict[str, str], results: dict[str, ScriptResult]) -> dict[str, str]:
    """Return the environment variables of rustdoc to add to the environment of the build.

    The arguments are as in `document_args`.

    Source: core/compiler/compilation.rs, ``rustdoc_process``.
    """
    script_result = results[unit["script"]] if unit["script"] else None
    # rustdoc loads only macros, and macros are compiled for the host.
    env = rustc_env(unit, script_result, {}, deps["tmp"], loader_env(unit, [host_directory(unit, deps)], []))
    # Only rustc gets this variable (core/compiler/mod.rs, prepare_rustc).
    env.pop("CARGO_PRIMARY_PACKAGE", None)
    return {**env, "RUSTC_BOOTSTRAP": "1"}


def join_documents(attrs: JoinAttributes) -> int:
    """Copy the documentation of all packages to the output and write the common files; return rustdoc's exit code."""
    out = attrs["outputs"]["out"]
    for package in attrs["documents"]:
        shutil.copytree(package + "/doc", out, dirs_exist_ok=True, copy_function=shutil.copyfile)
        for directory, _folders, _names in os.walk(out):
            os.chmod(directory, 0o755)  # noqa: S103 -- directories from the store are read-only
    parts = [f"--include-parts-dir={package}/parts" for package in attrs["documents"]]
    argv = [attrs["rustdoc"], *_UNSTABLE, "--merge=finalize", *parts, "-o", out]
    code = subprocess.run(argv, env={**os.environ, "RUSTC_BOOTSTRAP": "1"}, check=False).returncode
    _add_common_pages(attrs["rustdoc"], out)
    _drop_lock(out)
    return code


def _add_common_pages(rustdoc: str, out: str) -> None:
    # rustdoc writes help, settings and the list of crates only for a crate without ``--merge``.
    scratch = os.environ["NIX_BUILD_TOP"] + "/common"
    os.mkdir(scratch)
    with open(scratch + "/lib.rs", "w", encoding="utf-8"):
        pass
    argv = [rustdoc, scratch + "/lib.rs", "--crate-name", _COMMON, "-o", scratch + "/doc"]
    subprocess.run([*argv, *_UNSTABLE, "--enable-index-page"], env={**os.environ, "RUSTC_BOOTSTRAP": "1"}, check=True)
    for name in ("help.html", "settings.html"):
        shutil.copyfile(f"{scratch}/doc/{name}", f"{out}/{name}")
    with open(scratch + "/doc/index.html", encoding="utf-8") as file:
        before, entry, after = re.split(_ENTRY, file.read(), maxsplit=1)
    crates = sorted(name for name in os.listdir(out) if os.path.exists(f"{out}/{name}/all.html"))
    with open(out + "/index.html", "w", encoding="utf-8") as file:
        file.write(before + "".join(entry.replace(_COMMON, name) for name in crates) + after)


def _drop_lock(directory: str) -> None:
    if os.path.exists(directory + "/.lock"):
        os.unlink(directory + "/.lock")
