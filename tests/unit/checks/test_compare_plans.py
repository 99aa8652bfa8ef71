"""A committed plan against the one of today."""

import json
from pathlib import Path

import pytest

from support.standalone import standalone_module

FRESH = {"cargo": "1.97", "units": [1], "files": None}
SETS = {"a": {"lib:a:plain": 1}}


def _compare(root: Path, committed: dict[str, object], scanned: object = SETS) -> int:
    paths = {}
    for name, content in (("committed", committed), ("made", FRESH), ("scanned", scanned)):
        paths[name] = str(root / name)
        (root / name).write_text(json.dumps(content), encoding="utf-8")
    attrs = {"outputs": {"out": str(root / "out")}, "shown": "cargo-nix.json", "refresh": "do this", **paths}
    code: int = standalone_module("compare_plans").compare_plans(attrs)
    return code


@pytest.mark.parametrize("files", [None, SETS])
def test_an_equal_plan_is_green(tmp_path: Path, files: object) -> None:
    assert _compare(tmp_path, {**FRESH, "files": files}) == 0
    assert (tmp_path / "out").exists()


def test_another_plan_is_red(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _compare(tmp_path, {"cargo": "1.96", "units": [2], "files": {}}) == 1
    assert capsys.readouterr().err.splitlines() == [
        "error: the committed plan does not match Cargo's answer and the scan",
        "  at: cargo-nix.json: cargo, files, units",
        "  expected: cargo 1.97",
        "  got: cargo 1.96",
        "  ways out:",
        "    1. write the plan again: do this",
    ]
