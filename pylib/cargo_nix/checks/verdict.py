"""Print the result of a test run: one line for success, only the failures otherwise."""

from __future__ import annotations

import re
import signal
import sys

from libtest import count_tests, failing_part, summarise_results, without_times
from missing_file import missing_file_advice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from check_attributes import DoctestAttributes, TestAttributes
    from unit_attributes import FileAttributes

__all__ = ["missing_file_lines", "tell_missing_file", "tell_refusals", "tell_run"]

# Messages of the system and of `io::ErrorKind`.
_REFUSALS = ("Permission denied", "PermissionDenied", "Read-only file system", "ReadOnlyFilesystem")

# The message of wasm-bindgen-test-runner.
_NEEDS_DRIVER = "failed to find a suitable WebDriver binary"

# Crates whose tests compile with cargo, in the place of a panic; cargo's message about a missing rustc.
_STARTS_CARGO = re.compile(r"/crates/(?:trybuild|macrotest|ui_test)-\d|could not execute process `(?:cargo|rustc)\b")


def tell_run(
    attrs: DoctestAttributes | TestAttributes, code: int, log: str, flags: str, programs: Sequence[str] | None = None
) -> int:
    """Print the result of a test run and return the exit code of the check, 0 or 1.

    ``code`` is the exit code of the program, ``log`` its output, and ``flags`` the flags of `cargo test` that select
    the test. ``programs`` are the names of the programs beside the test, or None for doctests. On success, ``log``
    without times becomes the output of the derivation.
    """
    package = attrs["packageName"]
    if code == 0:
        print(f"{package} ({flags}): {summarise_results(log) or 'ok'}", file=sys.stderr)
        with open(attrs["outputs"]["out"], "w", encoding="utf-8") as file:
            file.write(without_times(log))
        return 0
    print(f"error: {_problem(code, log)} in {package} ({flags})\n", file=sys.stderr)
    print(failing_part(log), file=sys.stderr)
    tell_refusals(log, package)
    tell_missing_file(attrs, log, attrs["cwd"], programs)
    return 1


def tell_missing_file(attrs: FileAttributes, log: str, cwd: str, programs: Sequence[str] | None = None) -> None:
    """Print advice about a missing file, if ``log`` of a program in ``cwd`` reports a missing file.

    ``programs`` are the names of the programs beside a test.
    """
    for line in missing_file_lines(attrs, log, cwd, programs):
        print(line, file=sys.stderr)


def missing_file_lines(attrs: FileAttributes, log: str, cwd: str, programs: Sequence[str] | None = None) -> list[str]:
    """Return the lines of `tell_missing_file`: one line, or none."""
    advice = missing_file_advice(attrs, log, cwd, programs)
    return [] if advice is None else [f"help: {advice}"]


def tell_refusals(log: str, package: str) -> None:
    """Print the arguments that a failure in ``log`` needs: a driver, or settings of the package ``package``."""
    if _NEEDS_DRIVER in log:
        print(
            "\nthe tests run in a browser: set `wasmBindgen.driver = pkgs.chromedriver;` and "
            "`wasmBindgen.browser = pkgs.chromium;`",
            file=sys.stderr,
        )
    if any(refusal in log for refusal in _REFUSALS):
        print(
            "\nsources are read-only; for tests that write to them: "
            f"`packageOverrides.{package}.test.writable = true;`",
            file=sys.stderr,
        )
    if _STARTS_CARGO.search(log) is not None:
        print(
            "\ntests that start cargo find cargo and rustc on PATH with "
            f"`packageOverrides.{package}.test.inputs = [ pkgs.cargo pkgs.rustc ];`",
            file=sys.stderr,
        )


def _problem(code: int, log: str) -> str:
    counts = count_tests(log)
    if counts is not None and counts[1]:
        return f"{counts[1]} of {sum(counts)} tests failed"
    if code < 0:
        return f"{signal.Signals(-code).name} ended the test program"
    return f"the test program failed with exit code {code}"
