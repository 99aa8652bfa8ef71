"""Results of checks: what a report of pytest gives, and the table."""

from pathlib import Path

from test_results import Result, read_report, summary

REPORT = """\
<testsuites>
  <testsuite errors="1" failures="2" skipped="1" tests="6">
    <testcase classname="tests.unit.syntax.test_parse" name="test_a" time="1.5"/>
    <testcase classname="tests.unit.test_layers" name="test_b[x.y]" time="2.0"/>
    <testcase classname="tests.builds.test_shapes" name="test_c" time="40"/>
    <testcase classname="tests.test_top" name="test_d" time="1"/>
  </testsuite>
</testsuites>
"""


def _result(name: str, failed: int = 0, folders: dict[str, float] | None = None) -> Result:
    return Result(name=name, passed=3, failed=failed, skipped=1, seconds=61.24, folders=folders or {})


def test_a_report_counts_tests_and_seconds_by_folder(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")
    assert read_report("unit", report, status=1, seconds=50) == Result(
        name="unit",
        passed=2,
        failed=3,
        skipped=1,
        seconds=50,
        folders={"tests/unit": 3.5, "tests/builds": 40, "tests": 1},
    )


def test_a_run_without_a_report_is_a_failure(tmp_path: Path) -> None:
    result = read_report("unit", tmp_path / "report.xml", status=4, seconds=1)
    assert (result.passed, result.failed) == (0, 1)


def test_a_report_without_failures_fails_with_the_status(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<testsuite errors="0" failures="0" skipped="0" tests="0"/>', encoding="utf-8")
    assert read_report("unit", report, status=5, seconds=1).failed == 1


def test_the_table_has_the_slowest_folder_first_and_names_the_red_checks() -> None:
    results = [_result("ruff", failed=1), _result("tests", folders={"tests/builds": 20, "tests/native": 40})]
    assert list(summary(results)) == [
        "check                     passed  failed  skipped  seconds",
        "ruff                           3       1        1     61.2",
        "tests                          3       0        1     61.2",
        "  tests/native                                        40.0",
        "  tests/builds                                        20.0",
        "",
        "6 passed, 1 failed, 2 skipped in 2.0 min; red: ruff",
    ]
