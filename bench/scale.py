"""Measure large generated workspaces: plan, scan, evaluation, a build without changes, and memory.

    ./bench/scale [--shape chain|tree] [--write DIR] [MEMBERS:CRATES …]

A workspace has MEMBERS packages in a chain or in a tree and about CRATES locked crates (scale_workspace.py). Nothing of
the crates is compiled. The seconds are processor seconds, child processes included:

- `plan`: the program of the plan derivation, with the manifests of the crates in the store.
- `scan`: the first evaluation, with the scans of all members, less an evaluation of the same.
- `units`: evaluation of the derivation paths of all units. `packages`: of all packages, each built alone.
- `no-op`: `nix build` of the default package with all units built; only for a workspace without crates.

The peaks are those of the planner and of Nix.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / "pylib"), str(CHECKOUT / "tests")]

from plans import plan_request, run_planner  # noqa: E402  -- found by the line above
from scale_workspace import SHAPES, write_workspace  # noqa: E402

from support.nix import workspace  # noqa: E402

_SIZES = ("50:400", "100:800", "220:1800", "50:0", "100:0", "220:0")
_RUNS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Used:
    """The resources of a command: processor seconds, and the peak memory of a process in MiB."""

    seconds: float
    peak: int


def main(argv: Sequence[str]) -> int:
    """Print the table for the sizes of ``argv``, or write one workspace."""
    parser = argparse.ArgumentParser(prog="bench/scale")
    parser.add_argument("--shape", choices=sorted(SHAPES), default="chain")
    parser.add_argument("--write", type=Path, metavar="DIR")
    parser.add_argument("sizes", nargs="*", default=_SIZES, metavar="MEMBERS:CRATES")
    options = parser.parse_args(argv)
    if options.write is not None:
        members, crates = map(int, options.sizes[0].split(":"))
        print(write_workspace(options.write, members=members, crates=crates, shape=options.shape), "crates")
        return 0
    print("| members | crates | units | plan | scan | units evaluated | packages | no-op | peak plan | peak Nix |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for size in options.sizes:
        members, crates = map(int, size.split(":"))
        with tempfile.TemporaryDirectory() as scratch:
            print(_row(Path(scratch) / "large", members, crates, options.shape), flush=True)
    return 0


def _row(root: Path, members: int, crates: int, shape: str) -> str:
    locked = write_workspace(root, members=members, crates=crates, shape=shape)
    request, plan = plan_request(root, "build"), root.with_name("plan.json")
    planner = run_planner(request, plan)
    request.unlink()
    units = len(json.loads(plan.read_text(encoding="utf-8"))["units"])
    # The first run makes the plan, the second the scan; a new comment in each member needs a new scan.
    evaluation, packages = _evaluation(root, "units"), _evaluation(root, "packages")
    _run(evaluation)
    warm = _median([_run(evaluation) for _number in range(_RUNS)])
    for library in root.glob("m*/src/lib.rs"):
        library.write_text(f"{library.read_text(encoding='utf-8')}// {root}\n", encoding="utf-8")
    scanned = _run(evaluation)
    _run(packages)
    packages_used = _median([_run(packages) for _number in range(_RUNS)])
    no_op = "" if crates else f"{_no_op(root).seconds:.2f} s"
    cells = [
        *map(str, (members, locked, units)),
        *(f"{planner.ru_utime + planner.ru_stime:.1f} s", f"{scanned.seconds - warm.seconds:.1f} s"),
        *(f"{warm.seconds:.2f} s", f"{packages_used.seconds:.2f} s", no_op),
        *(f"{planner.ru_maxrss // 1024} MiB", f"{max(warm.peak, packages_used.peak)} MiB"),
    ]
    return f"| {' | '.join(cells)} |"


def _evaluation(root: Path, output: str) -> list[str]:
    """Return the command to evaluate the derivation paths of ``output``, a set."""
    expression = f"builtins.mapAttrs (_name: drv: drv.drvPath) {workspace(root)}.{output}"
    return ["nix", "eval", "--impure", "--json", "--expr", expression]


def _no_op(root: Path) -> Used:
    argv = ["nix", "build", "--impure", "--no-link", "--expr", f"{workspace(root)}.default"]
    _run(argv)
    return _median([_run(argv) for _number in range(_RUNS)])


def _median(runs: Sequence[Used]) -> Used:
    return Used(seconds=statistics.median(run.seconds for run in runs), peak=max(run.peak for run in runs))


def _run(argv: Sequence[str]) -> Used:
    """Run ``argv`` and return the resources of all processes, builds included."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 -- a device
        child = subprocess.Popen(argv, stdout=nowhere, stderr=nowhere)
        _pid, status, resources = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(argv[:2])} ended with {child.returncode}")
    return Used(seconds=resources.ru_utime + resources.ru_stime, peak=resources.ru_maxrss // 1024)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
