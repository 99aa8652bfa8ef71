"""How a run of tests is told: on success one line, on failure what failed and nothing before it."""

import signal
import sys

from libtest import counts, failing_part, settled, summary
from missing_file import missing_file_advice
from surroundings import Attrs

__all__ = ["missing_file_lines", "tell_missing_file", "tell_refusals", "tell_run"]

# The system's words, and those of `io::ErrorKind`.
_REFUSALS = ("Permission denied", "PermissionDenied", "Read-only file system", "ReadOnlyFilesystem")


def tell_run(attrs: Attrs, code: int, log: str, what: str) -> int:
    """Print how the run ``what`` (Cargo's flags) of the unit of ``attrs`` ended, keep its log; return an exit code."""
    package = attrs["packageName"]
    if code == 0:
        print(f"{package} ({what}): {summary(log) or 'ok'}", file=sys.stderr)
        with open(attrs["outputs"]["out"], "w", encoding="utf-8") as file:
            file.write(settled(log))
        return 0
    print(f"error: {_problem(code, log)} in {package} ({what})\n", file=sys.stderr)
    print(failing_part(log), file=sys.stderr)
    tell_refusals(log, package)
    tell_missing_file(attrs, log)
    return 1


def tell_missing_file(attrs: Attrs, log: str) -> None:
    """Print which file a test or a tool did not find and what adds it, where ``log`` says so."""
    for line in missing_file_lines(attrs, log):
        print(line, file=sys.stderr)


def missing_file_lines(attrs: Attrs, log: str) -> list[str]:
    """Return the line on the file that ``log`` misses, as it is to be printed; none where no file is missing."""
    advice = missing_file_advice(attrs, log)
    return [] if advice is None else [f"help: {advice}"]


def tell_refusals(log: str, package: str) -> None:
    """Print how tests get to write beside their sources, if ``log`` says that one was refused that."""
    if any(refusal in log for refusal in _REFUSALS):
        print(
            f'\nsources are read-only here; tests that write to them: `writableTests = [ "{package}" ];`',
            file=sys.stderr,
        )


def _problem(code: int, log: str) -> str:
    found = counts(log)
    if found is not None and found[1]:
        return f"{found[1]} of {sum(found)} tests failed"
    if code < 0:
        return f"the test program was ended by {signal.Signals(-code).name}"
    return f"the test program failed with exit code {code}"
