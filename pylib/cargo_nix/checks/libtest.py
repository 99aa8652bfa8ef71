"""Read the output of a program with Rust's test harness: failures, results, and the text that is equal in each run.

A program with ``harness = false`` has a format of its own, so all of its output counts.
"""

import re

__all__ = ["count_tests", "failing_part", "summarise_results", "without_times"]

_TIME = re.compile(r"; finished in [0-9.]+s")
_COMPILE_TIME = re.compile(r"^all doctests ran in .*\n+", re.MULTILINE)
_CASE = re.compile(r"^test .+ \.\.\. ")
_RESULT = re.compile(r"^test result: (?:ok|FAILED)\. (\d+) passed; (\d+) failed; .*$", re.MULTILINE)


def failing_part(log: str) -> str:
    """Return ``log`` from the output of the first failed test, or all of ``log`` if the harness reports no failure."""
    start = re.search(r"^failures:$", log, re.MULTILINE)
    # The harness prints this heading twice: above the output of tests, and above their names.
    return log[start.end() :].strip("\n") if start else log.strip("\n")


def summarise_results(log: str) -> str:
    """Return the results of the harness as one line, or an empty text if ``log`` has no results."""
    return "; ".join(_TIME.sub("", match[0]).removeprefix("test result: ") for match in _RESULT.finditer(log))


def count_tests(log: str) -> "tuple[int, int] | None":
    """Return the number of passed and of failed tests, or None if ``log`` has no results."""
    results = [(int(match[1]), int(match[2])) for match in _RESULT.finditer(log)]
    return (sum(passed for passed, _ in results), sum(failed for _, failed in results)) if results else None


def without_times(log: str) -> str:
    """Return ``log`` without times, with neighbouring tests sorted by name.

    Tests run in parallel, so their order differs in each run.
    """
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
