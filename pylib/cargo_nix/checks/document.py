"""Write the pages of a package's crates, and join those of all packages into one site.

rustdoc writes what all crates share (the search index, the lists of crates and sources) when the pages are joined, so
that each package's pages are made on their own. Its switches for that are unstable; they are Cargo's own for this
purpose (-Z rustdoc-mergeable-info).
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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import DocumentAttributes, JoinAttributes
    from script_result import ScriptResult
    from unit_attributes import RustcAttributes, UnitRow

__all__ = ["document_args", "document_env", "document_units", "join_documents"]

_MESSAGES = ("--error-format=json", "--json=diagnostic-rendered-ansi")
_UNSTABLE = ("-Z", "unstable-options")
# A crate without anything, and where the list of crates names it.
_COMMON = "common"
_ENTRY = re.compile(rf"(<li><a href=\"{_COMMON}/index\.html\">{_COMMON}</a></li>)")
# A program has nothing public: Cargo shows all that it has (ops/cargo_compile/mod.rs, create_bcx).
_OF_PROGRAMS = ("--document-private-items", "-Arustdoc::private-intra-doc-links")


def document_units(attrs: DocumentAttributes) -> int:
    """Write the pages of each crate of ``attrs`` to ``doc`` and what is to be joined to ``parts``."""
    out, top = attrs["outputs"]["out"], os.environ["NIX_BUILD_TOP"]
    os.makedirs(out + "/doc")
    failed, findings = False, []
    for unit in attrs["crates"]:
        # Each crate has its own dependencies.
        os.environ["NIX_BUILD_TOP"] = f"{top}/{unit['unit']['identity']}"
        os.mkdir(os.environ["NIX_BUILD_TOP"])
        deps, results = lay_out(unit), read_results(unit)
        if unit["writable"] or files_of_scripts(unit, results):
            work_in_copy(unit, results)
        # A crate that has its directory is linked to; what is empty in the end was no crate of this package.
        for crate in attrs["linked"]:
            os.makedirs(f"{out}/doc/{crate}", exist_ok=True)
        argv = [attrs["rustdoc"], *document_args(unit, deps, results, out), *attrs["arguments"]]
        env = {**os.environ, **document_env(unit, deps, results)}
        code, messages = run_program(argv, env, unit["cwd"], stream=2)
        failed |= code != 0
        findings += read_findings(messages.decode(errors="replace").replace(unit["src"] + "/", ""))
    print(tell_findings(findings, failed=failed), end="", file=sys.stderr)
    if failed:
        print(f"error: rustdoc stops at {attrs['packageName']}", file=sys.stderr)
        return 1
    for crate in attrs["linked"]:
        if not os.listdir(f"{out}/doc/{crate}"):
            os.rmdir(f"{out}/doc/{crate}")
    _drop_lock(out + "/doc")
    return 0


def document_args(unit: RustcAttributes, deps: dict[str, str], results: dict[str, ScriptResult], out: str) -> list[str]:
    """Return rustdoc's arguments for the pages of ``unit`` (core/compiler/mod.rs, prepare_rustdoc).

    ``unit`` is what was compiled, with the arguments of Cargo's unit for its pages.
    """
    facts: UnitRow = {**unit["unit"], "mode": "doc"}
    if facts["kind"] == "bin":
        # Before the user's own flags.
        facts["args_after"] = [*_OF_PROGRAMS, *facts["args_after"]]
    documented: RustcAttributes = {**unit, "unit": facts}
    args = [*rustdoc_args(documented, deps, results), "-o", out + "/doc", *_MESSAGES]
    if not any(arg.startswith("--crate-version") for arg in facts["args_after"]):
        args += ["--crate-version", unit["packageVersion"]]
    return [*args, *_UNSTABLE, "--merge=none", f"--parts-out-dir={out}/parts"]


def document_env(unit: RustcAttributes, deps: dict[str, str], results: dict[str, ScriptResult]) -> dict[str, str]:
    """Return what rustdoc sees beside what the machine gives."""
    own = results[unit["script"]] if unit["script"] else None
    # What rustdoc loads is a macro, and those are the host's.
    env = rustc_env(unit, own, {}, deps["tmp"], loader_env(unit, [host_directory(unit, deps)], []))
    # For rustc alone (core/compiler/mod.rs, prepare_rustc).
    env.pop("CARGO_PRIMARY_PACKAGE", None)
    return {**env, "RUSTC_BOOTSTRAP": "1"}


def join_documents(attrs: JoinAttributes) -> int:
    """Copy the pages of all packages into one directory and write what they share."""
    out = attrs["outputs"]["out"]
    for package in attrs["documents"]:
        shutil.copytree(package + "/doc", out, dirs_exist_ok=True, copy_function=shutil.copyfile)
        for directory, _folders, _names in os.walk(out):
            os.chmod(directory, 0o755)  # noqa: S103 -- copied from the store without the right to write
    parts = [f"--include-parts-dir={package}/parts" for package in attrs["documents"]]
    argv = [attrs["rustdoc"], *_UNSTABLE, "--merge=finalize", *parts, "-o", out]
    code = subprocess.run(argv, env={**os.environ, "RUSTC_BOOTSTRAP": "1"}, check=False).returncode
    _add_common_pages(attrs["rustdoc"], out)
    _drop_lock(out)
    return code


def _add_common_pages(rustdoc: str, out: str) -> None:
    # Help, settings and the list of crates come with the pages of a crate that are not to be joined.
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
