"""How a run of tests is told: on success one line, on failure what failed and nothing before it."""

from __future__ import annotations

import re
import signal
import sys

from libtest import count_tests, failing_part, summarise_results, without_times
from missing_file import missing_file_advice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import DoctestAttributes, TestAttributes
    from unit_attributes import FileAttributes

__all__ = ["tell_missing_file", "tell_refusals", "tell_run"]

# The system's words, and those of `io::ErrorKind`.
_REFUSALS = ("Permission denied", "PermissionDenied", "Read-only file system", "ReadOnlyFilesystem")

# Crates whose tests compile with cargo, in the place of a panic; cargo's words for a missing rustc.
_STARTS_CARGO = re.compile(r"/crates/(?:trybuild|macrotest|ui_test)-\d|could not execute process `(?:cargo|rustc)\b")


def tell_run(attrs: DoctestAttributes | TestAttributes, code: int, log: str, what: str) -> int:
    """Print how the run ``what`` (Cargo's flags) of the unit of ``attrs`` ended, keep its log; return an exit code."""
    package = attrs["packageName"]
    if code == 0:
        print(f"{package} ({what}): {summarise_results(log) or 'ok'}", file=sys.stderr)
        with open(attrs["outputs"]["out"], "w", encoding="utf-8") as file:
            file.write(without_times(log))
        return 0
    print(f"error: {_problem(code, log)} in {package} ({what})\n", file=sys.stderr)
    print(failing_part(log), file=sys.stderr)
    tell_refusals(log, package)
    tell_missing_file(attrs, log, attrs["cwd"])
    return 1


def tell_missing_file(attrs: FileAttributes, log: str, cwd: str) -> None:
    """Print which file a test or a tool did not find in ``cwd`` and what adds it, where ``log`` says so."""
    advice = missing_file_advice(attrs, log, cwd)
    if advice is not None:
        print(f"help: {advice}", file=sys.stderr)


def tell_refusals(log: str, package: str) -> None:
    """Print how tests get what ``log`` shows that they miss: the permission to write beside the sources, or cargo."""
    if any(refusal in log for refusal in _REFUSALS):
        print(
            "\nsources are read-only; for tests that write to them: "
            f"`packageOverrides.{package}.test.writable = true;`",
            file=sys.stderr,
        )

    if _STARTS_CARGO.search(log) is not None:
        print(
            "\ntests that start cargo find it, and rustc, on PATH with "
            f"`packageOverrides.{package}.test.inputs = [ pkgs.cargo pkgs.rustc ];`",
            file=sys.stderr,
        )


def _problem(code: int, log: str) -> str:
    found = count_tests(log)
    if found is not None and found[1]:
        return f"{found[1]} of {sum(found)} tests failed"
    if code < 0:
        return f"the test program was ended by {signal.Signals(-code).name}"
    return f"the test program failed with exit code {code}"
