"""Every check of this repository, one after the other: what ``./dev/test`` runs."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from checkout import CHECKOUT, NIXPKGS_URL, checkout_url, files_named

_NIX = ("--override-input", "nixpkgs", NIXPKGS_URL, "--no-write-lock-file")

# Folders whose programs run on their own and import modules by plain names, with where they find them.
_SCRIPTS = {
    "pylib/cargo_nix/builder": "pylib/cargo_nix/builder",
    "pylib/cargo_nix/checks": "pylib/cargo_nix/checks:pylib/cargo_nix/builder",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Check:
    """One check: a command that succeeds or not. ``nix`` says that it builds in the Nix sandbox."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    nix: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Result:
    """How a check ended: numbers of tests (a check without tests counts as one), and its wall seconds."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float


class _Options(argparse.Namespace):
    fast: bool
    only: list[str]
    pytest: list[str]


def _checks() -> Iterator[_Check]:
    yield _Check(name="ruff", argv=("ruff", "check", "--output-format", "concise", "."), env={})
    yield _Check(name="ruff-format", argv=("ruff", "format", "--check", "--output-format", "concise", "."), env={})
    yield from _mypy()
    yield _Check(name="prose", argv=("./dev/prose", "--check"), env={})
    formatter = f"{checkout_url()}#formatter.x86_64-linux"
    check = ("nix", "run", *_NIX, formatter, "--", "--check")
    yield _Check(name="nix-format", argv=(*check, *files_named(".nix")), env={}, nix=True)


def _mypy() -> Iterator[_Check]:
    folders = tuple(name for name in ("pylib", "tests", "dev", "bench") if any((CHECKOUT / name).rglob("*.py")))
    exclude = "|".join(f"{path}/" for path in _SCRIPTS)
    yield _mypy_of("mypy", (*folders, "--exclude", exclude), ":".join([*folders, *_test_folders()]))
    for folder, path in _SCRIPTS.items():
        yield _mypy_of(f"mypy-{Path(folder).name}", (folder, "--exclude", "__init__"), path)


def _mypy_of(name: str, args: tuple[str, ...], path: str) -> _Check:
    # A cache for each: module names are not the same from one search path to the next.
    options = ("--strict", "--explicit-package-bases", "--follow-imports=silent", f"--cache-dir=.mypy_cache/{name}")
    return _Check(name=name, argv=("mypy", *options, *args), env={"MYPYPATH": path})


def _test_folders() -> list[str]:
    """Return the folders of tests that import their own modules by plain names, as pytest lets them."""
    folders = {path.parent for path in (CHECKOUT / "tests").rglob("test_*.py")}
    return sorted(str(path.relative_to(CHECKOUT)) for path in folders if not (path / "__main__.py").exists())


def _flake_check() -> _Check:
    return _Check(name="flake-check", argv=("nix", "flake", "check", *_NIX, checkout_url()), env={}, nix=True)


def _run(check: _Check) -> _Result:
    status, seconds = _call(check.name, check.argv, check.env)
    return _Result(name=check.name, passed=int(status == 0), failed=int(status != 0), skipped=0, seconds=seconds)


def _run_pytest(args: Sequence[str]) -> _Result:
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.xml"
        status, seconds = _call("pytest", (sys.executable, "-m", "pytest", f"--junitxml={report}", *args), {})
        # The report is pytest's, of this minute.
        suites = list(ET.parse(report).getroot().iter("testsuite")) if report.exists() else []  # noqa: S314
    total, failures, errors, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    # pytest itself can stop: nothing collected, an error in conftest.
    failed = failures + errors or int(status != 0)
    passed = max(0, total - failures - errors - skipped)
    return _Result(name="pytest", passed=passed, failed=failed, skipped=skipped, seconds=seconds)


def _call(name: str, argv: Sequence[str], env: Mapping[str, str]) -> tuple[int, float]:
    shown = " ".join(argv)
    print(f"\n== {name}: {shown if len(shown) < 160 else shown[:159] + '…'}", flush=True)  # noqa: PLR2004 - two lines
    started = time.monotonic()
    status = subprocess.run(argv, cwd=CHECKOUT, env={**os.environ, **env}, check=False).returncode
    return status, time.monotonic() - started


def _read_options(argv: Sequence[str]) -> _Options:
    parser = argparse.ArgumentParser(
        prog="./dev/test",
        usage="%(prog)s [--fast] [--only CHECK]… [PYTEST ARGS…]",
        epilog=f"CHECK is one of {', '.join(_names())}. Everything else is handed on to pytest.",
    )
    parser.add_argument("--fast", action="store_true", help="leave out what builds in Nix or downloads")
    parser.add_argument("--only", action="append", default=[], metavar="CHECK", choices=_names(), help="run this alone")
    options, rest = parser.parse_known_args(argv, _Options())
    options.pytest = rest
    return options


def _names() -> list[str]:
    return [*(check.name for check in _checks()), "pytest", "flake-check"]


def _results(options: _Options) -> Iterator[_Result]:
    def wanted(name: str) -> bool:
        return not options.only or name in options.only

    for check in _checks():
        if wanted(check.name) and not (options.fast and check.nix):
            yield _run(check)
    if wanted("pytest"):
        fast = ("-m", "not nix and not network") if options.fast else ()
        yield _run_pytest([*fast, *options.pytest])
    if wanted("flake-check") and not options.fast:
        yield _run(_flake_check())


def main(argv: Sequence[str]) -> int:
    """Return the exit status of ``./dev/test``."""
    results = list(_results(_read_options(argv)))
    print(f"\n{'check':<16}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for result in results:
        print(f"{result.name:<16}{result.passed:>8}{result.failed:>8}{result.skipped:>9}{result.seconds:>9.1f}")
    passed, failed, skipped = (
        sum(numbers) for numbers in zip(*((r.passed, r.failed, r.skipped) for r in results), strict=True)
    )
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
