"""Run the tests of whole projects with ``cargo test`` and as checks, and compare the verdicts by test name.

    dev/verdicts [--env NAME=VALUE]… DIR|NAME@VERSION…

A directory is a workspace with Cargo.lock. A published crate is downloaded, and locked if the archive has no
Cargo.lock. The command prints a line for each project and each difference; exit status 1 means a difference.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cargo_side import Verdicts, cargo_verdicts, read_verdicts

from support.nix import CHECKOUT, evaluate, workspace

sys.path.append(str(CHECKOUT / "dev"))
from project_copy import copy_project, project_name
from published import CARGO_HOME

__all__ = ["Comparison", "compare", "main", "our_verdicts"]

_ARGUMENTS = 'profile = "dev"; workspace = true;'
# The log of a failed run has the names of failed tests, and only counts of the other tests.
_COUNTS = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;", re.MULTILINE)
_FAILED = re.compile(r"^test result: FAILED\.", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """The verdicts of Cargo and of the checks for a project, by test program."""

    name: str
    cargos: Verdicts
    ours: Verdicts

    @property
    def differing(self) -> dict[str, set[tuple[str, str]]]:
        """Return, by test program, the verdicts of only one side."""
        differences = {
            key: set(self.cargos.get(key, ())) ^ set(self.ours.get(key, ()))
            for key in self.cargos.keys() | self.ours.keys()
        }
        return {key: verdicts for key, verdicts in sorted(differences.items()) if verdicts}

    def row(self) -> str:
        """Return the project's row of the table."""
        count = Counter(verdict for verdicts in self.cargos.values() for _name, verdict in verdicts)
        numbers = [sum(count.values()), count["ok"], count["FAILED"], count["ignored"]]
        numbers.append(sum(map(len, self.differing.values())))
        return f"{self.name:<28}" + "".join(f"{number:>9}" for number in numbers)


def our_verdicts(project: Path, arguments: str = _ARGUMENTS) -> Verdicts:
    """Return the verdicts of all checks of ``project`` that run tests, by cargo's name of the test program."""
    facts = (
        'builtins.mapAttrs (_name: check: if check ? flags || (check.job or null) == "doctest" then'
        " { inherit (check) drvPath srcPath cwd manifestDir; inherit (check.unit) crate_name; doc = !(check ? flags); }"
        f" else null) {workspace(project, arguments)}.checks"
    )
    checks = evaluate(facts)
    assert isinstance(checks, dict)
    runs = {name: check for name, check in checks.items() if check is not None}
    command = ["nix", "build", "--no-link", "--keep-going", *(f"{check['drvPath']}^out" for check in runs.values())]
    process = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    verdicts: Verdicts = {}
    for check in runs.values():
        directory = check["manifestDir"][len(check["cwd"]) :].lstrip("/")
        source = os.path.relpath(check["srcPath"], directory or ".")
        key = f"doc {check['crate_name']}" if check["doc"] else f"{source} {check['crate_name']}"
        verdicts[key] = sorted(verdicts.get(key, []) + _read_run(check["drvPath"], process.stderr))
    return verdicts


def _read_run(drv: str, build_log: str) -> list[tuple[str, str]]:
    out = subprocess.run(
        ["nix-store", "--query", "--outputs", drv], capture_output=True, text=True, check=True
    ).stdout.strip()
    if Path(out).exists():
        return read_verdicts(Path(out).read_text(encoding="utf-8"))
    log = subprocess.run(["nix", "log", drv], capture_output=True, text=True, check=False).stdout
    counts = _COUNTS.findall(log)
    if not counts:
        return [(f"not run: {drv}: {build_log[-2000:]}", "FAILED")]
    failed = re.findall(r"^    (\S.*)$", log.rpartition("\nfailures:\n")[2] or log, re.MULTILINE)
    counted = [(f"({number})", kind) for _p, _f, _i in counts for number, kind in ((_p, "ok"), (_i, "ignored"))]
    return sorted([*((name, "FAILED") for name in failed), *counted])


def _without_details(cargo_verdicts_by_program: Verdicts, our_verdicts_by_program: Verdicts) -> Verdicts:
    """Return Cargo's verdicts; of a test program whose check failed, only the failures and counts."""
    shortened: Verdicts = {}
    for key, verdicts in cargo_verdicts_by_program.items():
        if any(name.startswith("(") for name, _verdict in our_verdicts_by_program.get(key, ())):
            count = Counter(verdict for _name, verdict in verdicts)
            shortened[key] = sorted(
                [pair for pair in verdicts if pair[1] == "FAILED"]
                + [(f"({count['ok']})", "ok"), (f"({count['ignored']})", "ignored")]
            )
        else:
            shortened[key] = verdicts
    return shortened


def compare(project_spec: str, scratch: Path, env: Sequence[str] = ()) -> Comparison:
    """Run the tests of ``project_spec`` on both sides; ``env`` are variables (``NAME=VALUE``) for both."""
    project = copy_project(project_spec, scratch, env)
    os.environ["CARGO_HOME"] = str(CARGO_HOME)
    ours = our_verdicts(project)
    cargos = cargo_verdicts(project, scratch / "target")
    shutil.rmtree(scratch / "target", ignore_errors=True)
    return Comparison(name=project_name(project_spec), cargos=_without_details(cargos, ours), ours=ours)


def main(argv: Sequence[str]) -> int:
    """Compare the projects of ``argv``; return 1 if a verdict differs."""
    parser = argparse.ArgumentParser(prog="dev/verdicts", description="Compare cargo test with the checks.")
    parser.add_argument("projects", nargs="+", metavar="DIR|NAME@VERSION")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="a variable for both sides")
    options = parser.parse_args(argv)
    _print_line(f"{'project':<28}{'tests':>9}{'passed':>9}{'failed':>9}{'ignored':>9}{'differ':>9}")
    failed = False
    for project_spec in options.projects:
        with tempfile.TemporaryDirectory(prefix="cargo-nix-verdicts-") as scratch:
            comparison = compare(project_spec, Path(scratch), options.env)
        _print_line(comparison.row())
        for key, verdicts in comparison.differing.items():
            for name, verdict in sorted(verdicts):
                side = "cargo" if (name, verdict) in comparison.cargos.get(key, ()) else "ours"
                _print_line(f"  {key}: {name} is {verdict} ({side} only)")
            failed = True
    return int(failed)


def _print_line(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
