"""The tests of whole projects under ``cargo test`` and as checks: which pass, fail and are ignored, by name.

    dev/verdicts [--env NAME=VALUE]… DIR|NAME@VERSION…

A directory is a workspace with its Cargo.lock; a published crate is fetched, and locked where it comes without a lock
file. Prints a line for each project and what differs; exit status 1 where anything does.
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
# A failed run says which tests failed and how many did not.
_COUNTS = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;", re.MULTILINE)
_FAILED = re.compile(r"^test result: FAILED\.", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """A project's verdicts on both sides, by test program."""

    name: str
    cargos: Verdicts
    ours: Verdicts

    @property
    def differing(self) -> dict[str, set[tuple[str, str]]]:
        """Return, by test program, the verdicts that one side alone has."""
        found = {
            key: set(self.cargos.get(key, ())) ^ set(self.ours.get(key, ()))
            for key in self.cargos.keys() | self.ours.keys()
        }
        return {key: verdicts for key, verdicts in sorted(found.items()) if verdicts}

    def row(self) -> str:
        """Return the project's line of the table."""
        count = Counter(verdict for verdicts in self.cargos.values() for _name, verdict in verdicts)
        numbers = [sum(count.values()), count["ok"], count["FAILED"], count["ignored"]]
        numbers.append(sum(map(len, self.differing.values())))
        return f"{self.name:<28}" + "".join(f"{number:>9}" for number in numbers)


def our_verdicts(project: Path, arguments: str = _ARGUMENTS) -> Verdicts:
    """Return the verdicts of all checks of ``project`` that run tests, under cargo's names of the programs."""
    facts = (
        'builtins.mapAttrs (_name: check: if check ? flags || (check.job or null) == "doctest" then'
        " { inherit (check) drvPath srcPath cwd manifestDir; inherit (check.unit) crate_name; doc = !(check ? flags); }"
        f" else null) {workspace(project, arguments)}.checks"
    )
    found = evaluate(facts)
    assert isinstance(found, dict)
    runs = {name: check for name, check in found.items() if check is not None}
    command = ["nix", "build", "--no-link", "--keep-going", *(f"{check['drvPath']}^out" for check in runs.values())]
    built = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    verdicts: Verdicts = {}
    for check in runs.values():
        directory = check["manifestDir"][len(check["cwd"]) :].lstrip("/")
        source = os.path.relpath(check["srcPath"], directory or ".")
        key = f"doc {check['crate_name']}" if check["doc"] else f"{source} {check['crate_name']}"
        verdicts[key] = sorted(verdicts.get(key, []) + _read_run(check["drvPath"], built.stderr))
    return verdicts


def _read_run(drv: str, said: str) -> list[tuple[str, str]]:
    out = subprocess.run(
        ["nix-store", "--query", "--outputs", drv], capture_output=True, text=True, check=True
    ).stdout.strip()
    if Path(out).exists():
        return read_verdicts(Path(out).read_text(encoding="utf-8"))
    log = subprocess.run(["nix", "log", drv], capture_output=True, text=True, check=False).stdout
    counts = _COUNTS.findall(log)
    if not counts:
        return [(f"not run: {drv}: {said[-2000:]}", "FAILED")]
    failed = re.findall(r"^    (\S.*)$", log.rpartition("\nfailures:\n")[2] or log, re.MULTILINE)
    others = [(f"({number})", kind) for _p, _f, _i in counts for number, kind in ((_p, "ok"), (_i, "ignored"))]
    return sorted([*((name, "FAILED") for name in failed), *others])


def _shortened(cargos: Verdicts, ours: Verdicts) -> Verdicts:
    """Return ``cargos`` with as much of each program as ``ours`` can have: of a red check, failures and counts."""
    found: Verdicts = {}
    for key, verdicts in cargos.items():
        if any(name.startswith("(") for name, _verdict in ours.get(key, ())):
            count = Counter(verdict for _name, verdict in verdicts)
            found[key] = sorted(
                [pair for pair in verdicts if pair[1] == "FAILED"]
                + [(f"({count['ok']})", "ok"), (f"({count['ignored']})", "ignored")]
            )
        else:
            found[key] = verdicts
    return found


def compare(asked: str, scratch: Path, env: Sequence[str] = ()) -> Comparison:
    """Run the tests of ``asked`` on both sides, with the variables ``env`` (``NAME=VALUE``) in Cargo's configuration."""
    project = copy_project(asked, scratch, env)
    os.environ["CARGO_HOME"] = str(CARGO_HOME)
    ours = our_verdicts(project)
    cargos = cargo_verdicts(project, scratch / "target")
    shutil.rmtree(scratch / "target", ignore_errors=True)
    return Comparison(name=project_name(asked), cargos=_shortened(cargos, ours), ours=ours)


def main(argv: Sequence[str]) -> int:
    """Compare the projects of ``argv``; return 1 where a verdict differs."""
    parser = argparse.ArgumentParser(prog="dev/verdicts", description="Compare cargo test with the checks.")
    parser.add_argument("projects", nargs="+", metavar="DIR|NAME@VERSION")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="a variable for both sides")
    options = parser.parse_args(argv)
    _tell(f"{'project':<28}{'tests':>9}{'passed':>9}{'failed':>9}{'ignored':>9}{'differ':>9}")
    failed = False
    for asked in options.projects:
        with tempfile.TemporaryDirectory(prefix="cargo-nix-verdicts-") as scratch:
            found = compare(asked, Path(scratch), options.env)
        _tell(found.row())
        for key, verdicts in found.differing.items():
            for name, verdict in sorted(verdicts):
                side = "cargo" if (name, verdict) in found.cargos.get(key, ()) else "ours"
                _tell(f"  {key}: {name} is {verdict} ({side} alone)")
            failed = True
    return int(failed)


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
