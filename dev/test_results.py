"""Results of checks: numbers of tests and seconds, by folder of tests."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

__all__ = ["Result", "read_report", "summary"]

_FOLDER_DEPTH = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """The end of a check: numbers of tests (a check without tests counts as one) and wall seconds.

    ``folders`` has the seconds of tests by folder. They leave out the collection of tests.
    """

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    folders: Mapping[str, float] = field(default_factory=dict)


def read_report(name: str, report: Path, *, status: int, seconds: float) -> Result:
    """Return the result of a run of pytest that ended with ``status`` and wrote ``report``, in JUnit's form.

    A run that stopped early has no report, and counts as one failure.
    """
    # pytest wrote the report a moment ago.
    suites = list(ET.parse(report).getroot().iter("testsuite")) if report.exists() else []  # noqa: S314
    total, failures, errors, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    folders = defaultdict[str, float](float)
    for suite in suites:
        for case in suite.iter("testcase"):
            folders[_folder_of(case.get("classname", ""))] += float(case.get("time", "0"))
    # pytest also fails without a failed test: it collected none, or a conftest stopped.
    failed = failures + errors or int(status != 0)
    passed = max(0, total - failures - errors - skipped)
    return Result(name=name, passed=passed, failed=failed, skipped=skipped, seconds=seconds, folders=folders)


def _folder_of(class_name: str) -> str:
    """Return the folder of ``tests.unit.syntax.test_parse``: ``tests/unit``."""
    modules = class_name.split(".")
    folder = [part for part in modules[:_FOLDER_DEPTH] if not part.startswith("test_")]
    return "/".join(folder) or "tests"


def summary(results: Sequence[Result]) -> Iterator[str]:
    """Yield the lines of a table of all results, the slowest folder of tests first, and a last line with the sums."""
    yield f"{'check':<24}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}"
    for result in results:
        numbers = f"{result.passed:>8}{result.failed:>8}{result.skipped:>9}{result.seconds:>9.1f}"
        yield f"{result.name:<24}{numbers}"
        for folder, seconds in sorted(result.folders.items(), key=lambda item: -item[1]):
            yield f"  {folder:<22}{seconds:>34.1f}"
    passed, failed, skipped = (
        sum(numbers) for numbers in zip(*((r.passed, r.failed, r.skipped) for r in results), strict=True)
    )
    yield ""
    red = ", ".join(result.name for result in results if result.failed)
    minutes = sum(result.seconds for result in results) / 60
    yield f"{passed} passed, {failed} failed, {skipped} skipped in {minutes:.1f} min" + (f"; red: {red}" if red else "")
