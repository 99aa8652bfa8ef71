"""The text of a plan: sorted, one row a line."""

import json
from pathlib import Path

import pytest

from cargo_nix.plan.plan_text import render_plan, write_plan
from cargo_nix.plan.schema import PathOrigin, Plan, PlanPackage

PACKAGE = PlanPackage(
    id="path+#é@1.0.0",
    name="é",
    version="1.0.0",
    links=None,
    member=True,
    has_script=False,
    origin=PathOrigin(directory=""),
    env={"B": "2", "A": "1"},
    targets=[],
)
FIELDS = {
    "schema": 3,
    "cargo": "cargo 1.97.1",
    "rustc": "rustc 1.97.1",
    "inputs": "00",
    "host": "x86_64-unknown-linux-gnu",
    "target": None,
    "cfg": {"host": ["unix"]},
    "config_env": {},
    "config_paths": {},
    "packages": [PACKAGE, PACKAGE],
    "units": [],
    "roots": [],
}
PLAN = Plan.model_validate(FIELDS)


def test_it_is_json_with_sorted_keys() -> None:
    text = render_plan(PLAN)
    fields = json.loads(text)
    assert list(fields) == sorted(fields)
    assert Plan.model_validate(fields) == PLAN
    assert text.endswith("\n}\n")


def test_a_package_a_line() -> None:
    rows = [line for line in render_plan(PLAN).splitlines() if line.startswith("  {")]
    assert [json.loads(row.rstrip(",")) for row in rows] == [PACKAGE.model_dump(mode="json")] * 2
    assert '"env":{"A":"1","B":"2"}' in rows[0]
    assert '"name":"é"' in rows[0]


def test_a_file_that_is_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "deep/cargo-nix.json"
    write_plan(PLAN, path)
    write_plan(PLAN.model_copy(update={"inputs": "11"}), path)
    assert json.loads(path.read_text(encoding="utf-8"))["inputs"] == "11"
    assert [entry.name for entry in path.parent.iterdir()] == ["cargo-nix.json"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValueError, match="Extra inputs are not permitted"):
        Plan.model_validate({**FIELDS, "other": 1})
