"""Run the checks of this repository, one after the other: ``./dev/test``."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from checkout import CHECKOUT
from gate_checks import FAST_MARKS, Check, checks
from test_results import Result, read_report, summary

_TITLE_WIDTH = 160
_LINT = "lint"


class _Options(argparse.Namespace):
    fast: bool
    only: list[str]
    pytest: list[str]


def _run(check: Check, options: _Options) -> Result:
    if check.tests:
        return _run_pytest(check, options)
    status, seconds = _call(check.name, check.argv, check.env)
    return Result(name=check.name, passed=int(status == 0), failed=int(status != 0), skipped=0, seconds=seconds)


def _run_pytest(check: Check, options: _Options) -> Result:
    marks = ("-m", FAST_MARKS) if options.fast else ()
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.xml"
        command = (sys.executable, "-m", "pytest", "--quiet", f"--junitxml={report}")
        status, seconds = _call(check.name, (*command, *marks, *check.argv, *options.pytest), check.env)
        return read_report(check.name, report, status=status, seconds=seconds)


def _call(name: str, argv: Sequence[str], env: Mapping[str, str]) -> tuple[int, float]:
    """Run a command and return its status and its seconds. GitHub folds the output between the markers."""
    in_group = os.environ.get("GITHUB_ACTIONS") == "true"
    command = " ".join(argv)
    title = f"{name}: {command if len(command) < _TITLE_WIDTH else command[: _TITLE_WIDTH - 1] + '…'}"
    print(f"::group::{title}" if in_group else f"\n== {title}", flush=True)
    started = time.monotonic()
    status = subprocess.run(argv, cwd=CHECKOUT, env={**os.environ, **env}, check=False).returncode
    seconds = time.monotonic() - started
    if in_group:
        print("::endgroup::")
        if status != 0:
            print(f"::error::{name} failed; run it alone with `./dev/test --only {name}`")
    return status, seconds


def _read_options(argv: Sequence[str]) -> _Options:
    names = [*(check.name for check in checks()), _LINT]
    parser = argparse.ArgumentParser(
        prog="./dev/test",
        usage="%(prog)s [--fast] [--only CHECK]… [PYTEST ARGS…]",
        epilog=(
            f"CHECK is one of {', '.join(names)}; {_LINT} is all checks that only read the sources. "
            "pytest gets all other arguments; with a path, it runs that alone."
        ),
    )
    parser.add_argument("--fast", action="store_true", help="leave out builds in Nix, and downloads")
    parser.add_argument("--only", action="append", default=[], metavar="CHECK", choices=names, help="run one check")
    options, rest = parser.parse_known_args(argv, _Options())
    options.pytest = rest
    return options


def _selected(options: _Options) -> Iterator[Check]:
    """Yield the checks to run. Paths of tests among the arguments of pytest replace all of them."""
    paths = [word for word in options.pytest if (CHECKOUT / word.partition("::")[0]).exists()]
    if paths and not options.only:
        yield Check(name="tests", argv=(), tests=True)
        return
    for check in checks():
        names = {check.name, _LINT} if check.lint else {check.name}
        if (not options.only or not names.isdisjoint(options.only)) and not (options.fast and check.nix):
            yield check


def main(argv: Sequence[str]) -> int:
    """Return the exit status of ``./dev/test``: 1 if a check failed."""
    options = _read_options(argv)
    results = [_run(check, options) for check in _selected(options)]
    print("", *summary(results), sep="\n")
    return int(any(result.failed for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
