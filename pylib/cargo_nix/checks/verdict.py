"""How a run of tests is told: on success one line, on failure what failed and nothing before it."""

import signal
import sys

from libtest import counts, failing_part, settled, summary

__all__ = ["tell_refusals", "tell_run"]

# The system's words, and those of `io::ErrorKind`.
_REFUSALS = ("Permission denied", "PermissionDenied", "Read-only file system", "ReadOnlyFilesystem")


def tell_run(code: int, log: str, *, what: str, package: str, out: str) -> int:
    """Print how the run ``what`` (Cargo's flags) of ``package`` ended, keep its log in ``out``; return an exit code."""
    if code == 0:
        print(f"{package} ({what}): {summary(log) or 'ok'}", file=sys.stderr)
        with open(out, "w", encoding="utf-8") as file:
            file.write(settled(log))
        return 0
    print(f"error: {_problem(code, log)} in {package} ({what})\n", file=sys.stderr)
    print(failing_part(log), file=sys.stderr)
    tell_refusals(log, package)
    return 1


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
