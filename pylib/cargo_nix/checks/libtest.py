"""What a program of Rust's test harness prints: which part of it tells of a failure, and what of it is the same twice.

A program with ``harness = false`` prints what it likes; then all of it is the answer.
"""

import re

__all__ = ["count_tests", "failing_part", "summarise_results", "without_times"]

_TIME = re.compile(r"; finished in [0-9.]+s")
_COMPILE_TIME = re.compile(r"^all doctests ran in .*\n+", re.MULTILINE)
_CASE = re.compile(r"^test .+ \.\.\. ")
_RESULT = re.compile(r"^test result: (?:ok|FAILED)\. (\d+) passed; (\d+) failed; .*$", re.MULTILINE)


def failing_part(log: str) -> str:
    """Return ``log`` from the first failed test's output on, all of it where the harness names no failure."""
    start = re.search(r"^failures:$", log, re.MULTILINE)
    # The harness has two such headings: what the tests printed, then their names.
    return log[start.end() :].strip("\n") if start else log.strip("\n")


def summarise_results(log: str) -> str:
    """Return the harness's results as one line, nothing where there are none."""
    return "; ".join(_TIME.sub("", match[0]).removeprefix("test result: ") for match in _RESULT.finditer(log))


def count_tests(log: str) -> "tuple[int, int] | None":
    """Return how many tests passed and failed, None where the harness says nothing."""
    results = [(int(match[1]), int(match[2])) for match in _RESULT.finditer(log)]
    return (sum(passed for passed, _ in results), sum(failed for _, failed in results)) if results else None


def without_times(log: str) -> str:
    """Return ``log`` without times, tests that ran side by side in the order of their names."""
    lines: list[str] = []
    together: list[str] = []
    for line in _COMPILE_TIME.sub("", _TIME.sub("", log)).splitlines():
        if _CASE.match(line):
            together.append(line)
            continue
        lines += sorted(together)
        together = []
        lines.append(line)
    return "".join(line + "\n" for line in [*lines, *sorted(together)])
