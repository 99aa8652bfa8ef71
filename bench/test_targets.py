"""Evaluate a package with many test targets: processor seconds of `nix eval` for units and for checks.

    ./bench/test-targets [FILES:TESTS] …

The generated package has FILES modules in the library and TESTS integration tests. Each figure is the median of three
evaluations of all derivation paths without Nix's evaluation cache. The plan and the scan are in the store; the last
column is the evaluation after an edit of a module, with a new scan and new copies.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / "pylib"), str(CHECKOUT / "tests")]

from support.nix import workspace  # noqa: E402  -- found by the line above
from support.projects import lock, package, write_project  # noqa: E402

_SIZES = ("300:160", "1200:160")
_RUNS = 3


def main(argv: Sequence[str]) -> int:
    """Print the table for the sizes of ``argv``."""
    print("| files | test targets | units | checks | checks after an edit | peak |")
    print("| --- | --- | --- | --- | --- | --- |")
    for size in argv or _SIZES:
        files, tests = map(int, size.split(":"))
        with tempfile.TemporaryDirectory() as scratch:
            root = _write_package(Path(scratch) / "many", files, tests)
            units = _evaluation(workspace(root, 'command = "test";') + ".units")
            checks = _evaluation(workspace(root) + ".checks")
            # The first run makes the plans and scans the package.
            for command in (units, checks):
                _run(command)
            warm = [_median([_run(command) for _number in range(_RUNS)]) for command in (units, checks)]
            edited = _median([_run_after_edit(checks, root, number) for number in range(_RUNS)])
        cells = [f"{seconds:.2f} s" for seconds, _peak in (*warm, edited)]
        peak = max(peak for _seconds, peak in warm)
        print(f"| {files} | {tests} | {' | '.join(cells)} | {peak} MiB |", flush=True)
    return 0


def _write_package(root: Path, files: int, tests: int) -> Path:
    numbers = range(files)
    modules = {f"src/m/m{number}.rs": f"pub fn f{number}() -> u32 {{ {number} }}\n" for number in numbers}
    library = "".join(f'#[path = "m/m{number}.rs"] pub mod m{number};\n' for number in numbers)
    test = "#[test]\nfn it() {\n    assert_eq!(many::m1::f1(), 1);\n}\n"
    return write_project(
        root,
        {
            "Cargo.toml": package("many"),
            "Cargo.lock": lock("many"),
            "src/lib.rs": library,
            **modules,
            **{f"tests/t{number}.rs": test for number in range(tests)},
        },
    )


def _evaluation(derivations: str) -> list[str]:
    """Return the command to evaluate the paths of ``derivations``, a set."""
    return ["nix", "eval", "--impure", "--json", "--expr", f"builtins.mapAttrs (_name: drv: drv.drvPath) {derivations}"]


def _median(runs: Sequence[tuple[float, int]]) -> tuple[float, int]:
    return statistics.median(seconds for seconds, _peak in runs), max(peak for _seconds, peak in runs)


def _run_after_edit(argv: Sequence[str], root: Path, number: int) -> tuple[float, int]:
    with (root / "src/m/m1.rs").open("a", encoding="utf-8") as module:
        # A unique text, because the store keeps the scans of earlier runs.
        module.write(f"// Edit {number} in {root}.\n")
    return _run(argv)


def _run(argv: Sequence[str]) -> tuple[float, int]:
    """Run ``argv`` and return the processor seconds, builds included, and the peak memory in MiB."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 -- a device
        child = subprocess.Popen(argv, stdout=nowhere, stderr=nowhere)
        _pid, status, resources = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"nix eval ended with {child.returncode}")
    return resources.ru_utime + resources.ru_stime, resources.ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
