"""Run clippy on one unit against the libraries that rustc made for everybody: no dependency is compiled again.

What clippy finds is the output, whether it is an error or not: the package's check judges (findings.py). So the units
of a package are linted side by side, and an edit of one test lints that test alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import tomllib

from compile_unit import compile_call, files_of_scripts, lay_out, read_results, work_in_copy
from findings import read_findings, tell_findings
from missing_file import missing_file_advice
from run_program import run_program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import LintAttributes, LintReport

__all__ = ["lint_unit"]

# How cargo-clippy hands arguments to its driver (clippy: src/main.rs).
_BETWEEN = "__CLIPPY_HACKERY__"


def lint_unit(attrs: LintAttributes) -> int:
    """Write the diagnostics of the unit and the driver's exit code; fail only where the driver could not start."""
    out, scratch = attrs["outputs"]["out"], os.environ["NIX_BUILD_TOP"] + "/metadata"
    os.mkdir(scratch)
    deps, results = lay_out(attrs), read_results(attrs)
    if attrs["writable"] or attrs["lints"] or files_of_scripts(attrs, results):
        work_in_copy(attrs, results)
    if attrs["lints"]:
        _add_lints(attrs["cwd"] + "/Cargo.toml", attrs["lints"])
    argv, more = compile_call(attrs, deps, scratch, results)
    # The driver takes the libraries of the rustc that made the dependencies.
    asked = subprocess.run([attrs["rustc"], "--print", "sysroot"], capture_output=True, text=True, check=True)
    argv = [attrs["driver"], *map(_only_metadata, argv[1:]), "--sysroot", asked.stdout.strip()]
    more["CLIPPY_ARGS"] = "".join(argument + _BETWEEN for argument in attrs["arguments"])
    if attrs["configuration"]:
        more["CLIPPY_CONF_DIR"] = attrs["configuration"]
    code, messages = run_program(argv, {**os.environ, **more}, attrs["cwd"], stream=2)
    os.mkdir(out)
    with open(out + "/messages", "wb") as file:
        file.write(messages.replace(attrs["cwd"].encode() + b"/", b""))
    report: LintReport = {"code": code, "advice": None}
    if code != 0:
        text = tell_findings(read_findings(messages.decode(errors="replace")), failed=True)
        report["advice"] = missing_file_advice(attrs, text, attrs["cwd"])
    with open(out + "/result.json", "w", encoding="utf-8") as file:
        json.dump(report, file)
    return 0


def _add_lints(path: str, lints: str) -> None:
    """Let clippy find the tables ``lints`` in the manifest ``path``: one that is there as a whole has them."""
    with open(path, "a+", encoding="utf-8") as file:
        file.seek(0)
        found = tomllib.loads(file.read())
        if "lints" not in found and "lints" not in found.get("workspace", {}):
            file.write("\n" + lints)


def _only_metadata(word: str) -> str:
    return "--emit=dep-info,metadata" if word.startswith("--emit=") else word
