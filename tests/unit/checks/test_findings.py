"""What a compiler said of a package's units."""

import json
from pathlib import Path
from types import ModuleType

import pytest

from support.standalone import standalone_module

WARNING = {"level": "warning", "message": "unused", "rendered": "warning: unused\n"}
ERROR = {"level": "error", "message": "wrong", "rendered": "error: wrong\n"}
COUNT = {"level": "warning", "message": "2 warnings emitted", "rendered": "2 warnings emitted\n"}


@pytest.fixture(scope="module", name="findings")
def _findings() -> ModuleType:
    return standalone_module("findings")


def test_counts_are_left_out_and_other_lines_are_errors(findings: ModuleType) -> None:
    lines = "\n".join([json.dumps(WARNING), json.dumps(COUNT), "thread panicked", json.dumps({"artifact": "x"})])
    assert findings.read_findings(lines) == [("warning", "warning: unused\n"), ("error", "thread panicked\n")]


def test_a_finding_is_shown_once(findings: ModuleType) -> None:
    pair = ("warning", "a\n")
    assert findings.tell_findings([pair, ("warning", "b\n"), pair], failed=False) == "a\nb\n"


def test_errors_alone_where_the_check_failed(findings: ModuleType) -> None:
    rows = [("warning", "a\n"), ("error", "b\n"), ("warning", "c\n")]
    assert findings.tell_findings(rows, failed=True) == "b\n(2 warnings left out)\n"
    assert findings.tell_findings(rows[:2], failed=True) == "b\n(1 warning left out)\n"
    assert findings.tell_findings(rows[:1], failed=True) == "a\n"


@pytest.mark.parametrize(("code", "status"), [(0, 0), (101, 1)])
def test_reports_are_judged_together(
    findings: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: int, status: int
) -> None:
    for name, message, exit_code in (("one", WARNING, 0), ("two", ERROR if code else WARNING, code)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "messages").write_text(json.dumps(message), encoding="utf-8")
        result = {"code": exit_code, "advice": "add it" if exit_code else None}
        (tmp_path / name / "result.json").write_text(json.dumps(result), encoding="utf-8")
    attrs = {
        "outputs": {"out": str(tmp_path / "out")},
        "packageName": "app",
        "tool": "clippy",
        "reports": [str(tmp_path / "one"), str(tmp_path / "two")],
    }
    assert findings.judge_findings(attrs) == status
    printed = capsys.readouterr().err
    if status:
        assert printed == "error: wrong\n(1 warning left out)\nerror: clippy found errors in app\nhelp: add it\n"
        assert not (tmp_path / "out").exists()
    else:
        assert printed == (tmp_path / "out").read_text(encoding="utf-8") == "warning: unused\n"
