"""The committed plan and the plan of today."""

import json
from pathlib import Path

import pytest

from support.standalone import standalone_module

MADE: dict[str, object] = {
    "cargo": "1.97",
    "rustc": ["rustc 1.97", "LLVM 20"],
    "units": [1],
    "systems": {"aarch64-linux": {"rustc": ["rustc 1.97", "LLVM 21"], "units": [[0, 1]]}},
    "sha256": "00",
}


def _compare(root: Path, committed: dict[str, object]) -> int:
    paths = {}
    for name, content in (("committed", committed), ("made", MADE)):
        paths[name] = str(root / name)
        (root / name).write_text(json.dumps(content), encoding="utf-8")
    attrs = {"outputs": {"out": str(root / "out")}, "shown": "cargo-nix.json", **paths}
    code: int = standalone_module("compare_plans").compare_plans(attrs)
    return code


def test_an_equal_plan_is_green(tmp_path: Path) -> None:
    assert _compare(tmp_path, {**MADE, "sha256": "11"}) == 0
    assert (tmp_path / "out").exists()


def test_another_plan_is_red(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    committed: dict[str, object] = {
        "cargo": "1.97",
        "rustc": ["rustc 1.97", "LLVM 19"],
        "units": [2],
        "sets": [],
        "systems": MADE["systems"],
        "sha256": "11",
    }
    assert _compare(tmp_path, committed) == 1
    assert capsys.readouterr().err.splitlines() == [
        "error: the committed plan differs from Cargo's answers and the scan",
        "  at: cargo-nix.json: rustc, sets, units",
        "  expected: rustc 1.97, LLVM 20",
        "  got: rustc 1.97, LLVM 19",
        "  ways out:",
        "    1. write the plan again: nix run .#update-plan",
    ]


def test_the_message_names_the_system(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    systems = {"aarch64-linux": {"rustc": ["rustc 1.97", "LLVM 20"], "units": [[0, 1]]}}
    assert _compare(tmp_path, {**MADE, "systems": systems}) == 1
    assert capsys.readouterr().err.splitlines()[1:4] == [
        "  at: cargo-nix.json: systems.aarch64-linux.rustc",
        "  expected: rustc 1.97, LLVM 21",
        "  got: rustc 1.97, LLVM 20",
    ]
