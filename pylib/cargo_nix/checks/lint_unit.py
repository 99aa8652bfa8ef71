"""Run clippy on one unit. clippy reads the libraries of rustc, so no dependency is compiled again.

The output contains the findings and the exit code. The check of the package reads both (findings.py). So the units of a
package are linted in parallel, and an edit of a test lints only this test.
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

# The separator of arguments between cargo-clippy and its driver (clippy: src/main.rs).
_BETWEEN = "__CLIPPY_HACKERY__"


def lint_unit(attrs: LintAttributes) -> int:
    """Write rustc's JSON lines to ``messages`` and a `LintReport` to ``result.json`` in the output; return 0.

    Findings do not fail the derivation. Raises CalledProcessError if rustc does not print its sysroot.
    """
    out, scratch = attrs["outputs"]["out"], os.environ["NIX_BUILD_TOP"] + "/metadata"
    os.mkdir(scratch)
    deps, results = lay_out(attrs), read_results(attrs)
    if attrs["writable"] or attrs["lints"] or files_of_scripts(attrs, results):
        work_in_copy(attrs, results)
    if attrs["lints"]:
        _add_lints(attrs["cwd"] + "/Cargo.toml", attrs["lints"])
    argv, env = compile_call(attrs, deps, scratch, results)
    # The libraries come from this rustc, so the driver needs the sysroot of this rustc.
    answer = subprocess.run([attrs["rustc"], "--print", "sysroot"], capture_output=True, text=True, check=True)
    argv = [attrs["driver"], *map(_only_metadata, argv[1:]), "--sysroot", answer.stdout.strip()]
    env["CLIPPY_ARGS"] = "".join(argument + _BETWEEN for argument in attrs["arguments"])
    if attrs["configuration"]:
        env["CLIPPY_CONF_DIR"] = attrs["configuration"]
    code, messages = run_program(argv, {**os.environ, **env}, attrs["cwd"], stream=2)
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
    """Append the tables ``lints`` to the manifest ``path``, unless the manifest already has the tables."""
    with open(path, "a+", encoding="utf-8") as file:
        file.seek(0)
        manifest = tomllib.loads(file.read())
        if "lints" not in manifest and "lints" not in manifest.get("workspace", {}):
            file.write("\n" + lints)


def _only_metadata(word: str) -> str:
    return "--emit=dep-info,metadata" if word.startswith("--emit=") else word
