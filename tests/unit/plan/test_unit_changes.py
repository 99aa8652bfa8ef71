"""The changes of a unit between two systems, in Python and in Nix."""

import json
from functools import reduce

import pytest

from cargo_nix.plan.schema import PlanUnit, RunScript
from cargo_nix.plan.unit_changes import Row, changed_row, row_changes
from support.nix import CHECKOUT, evaluate, needs_nix

IDENTITY, OTHER = "0123456789abcdef", "fedcba9876543210"


def _row(identity: str = IDENTITY, **fields: object) -> Row:
    row = PlanUnit(
        name="u",
        package=0,
        target="t",
        crate_name="t",
        edition="2024",
        identity=identity,
        files=[f"libt-{identity}.so"],
        args=["-C", "opt-level=3", "-C", f"metadata={identity}"],
        env={"HOST": "a", "PROFILE": "release"},
        run=RunScript(profile_dir="release", targets=[("bin", "t")], rustflags=["-Cx"]),
    )
    return {**row.model_dump(mode="json"), **fields}


CASES: list[tuple[Row, list[Row]]] = [
    (_row(), []),
    (_row(OTHER), [{"identity": OTHER}]),
    (_row(files=[f"libt-{IDENTITY}.dylib"]), [{"files": [f"libt-{IDENTITY}.dylib"]}]),
    (
        _row(OTHER, args=["-C", "opt-level=3", "-C", "split-debuginfo=unpacked", "-C", f"metadata={OTHER}"]),
        [{"identity": OTHER}, {"args": (3, 0, ["split-debuginfo=unpacked", "-C"])}],
    ),
    (_row(args=[]), [{"args": (0, 4, [])}]),
    (_row(env={"HOST": "b", "NEW": "1"}), [{"env": {"HOST": "b", "NEW": "1", "PROFILE": None}}]),
    (_row(run={**_row()["run"], "rustflags": []}), [{"run": {"rustflags": []}}]),
    (_row(run=None), [{"run": None}]),
    (_row(linker="ld", needs_linker=True), [{"linker": "ld"}, {"needs_linker": True}]),
]


@pytest.mark.parametrize(("row", "changes"), CASES)
def test_changes_have_only_the_differences(row: Row, changes: list[Row]) -> None:
    assert list(row_changes(_row(), row)) == changes
    assert reduce(changed_row, changes, _row()) == row


@needs_nix
@pytest.mark.nix
def test_nix_applies_the_same_changes() -> None:
    changes = json.dumps(json.dumps([changes for _row, changes in CASES])).replace("${", "\\${")
    base = json.dumps(json.dumps(_row())).replace("${", "\\${")
    scope = f"(import {CHECKOUT}/nixlib {{ }}).scope"
    expression = f"map (builtins.foldl' {scope}.changedRow (builtins.fromJSON {base})) (builtins.fromJSON {changes})"
    assert evaluate(expression) == [row for row, _changes in CASES]
