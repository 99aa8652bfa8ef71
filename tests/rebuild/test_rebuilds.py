"""An edit changes exactly the units that depend on the file: a workspace of ten members."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cargo_nix.cargo import Selection
from conformance.selection import parse_flags
from rebuild.cargo_side import Built
from rebuild.fixture import write_fixture
from rebuild.our_side import Evaluated, changed_units, evaluate_units
from rebuild.table import CASES, Case
from support.nix import CHECKOUT, needs_nix

pytestmark = [needs_nix, pytest.mark.nix]

SELECTIONS = {command: parse_flags([command, "--workspace"]) for command in ("build", "test")}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Evaluated]:
    root = write_fixture(tmp_path_factory.mktemp("before") / "project")
    return {command: evaluate_units(root, selection) for command, selection in SELECTIONS.items()}


def _after(root: Path, case: Case, selection: Selection) -> Evaluated:
    write_fixture(root)
    for edit in case.edits:
        edit.apply(root)
    return evaluate_units(root, selection)


def _short(units: Counter[str]) -> list[str]:
    return sorted(name.replace("-0.1.0", "") for name in units.elements())


@pytest.mark.parametrize("command", SELECTIONS)
@pytest.mark.parametrize("name", CASES)
def test_an_edit_changes_these_units(name: str, command: str, before: dict[str, Evaluated], tmp_path: Path) -> None:
    case = CASES[name]
    our_units = changed_units(before[command], _after(tmp_path / "project", case, SELECTIONS[command]))
    assert _short(our_units) == sorted((case.build if command == "build" else case.test).split())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Built]]:
    directory = tmp_path_factory.mktemp("cargo")
    yield {
        command: Built(write_fixture(directory / command / "project"), selection)
        for command, selection in SELECTIONS.items()
    }
    shutil.rmtree(directory)


@pytest.mark.parametrize("name", CASES)
def test_cargo_rebuilds_every_changed_unit(
    name: str, built: dict[str, Built], before: dict[str, Evaluated], tmp_path: Path
) -> None:
    """Cargo rebuilds each changed unit, except for the reasons in the table; a reason without a unit is an error."""
    case = CASES[name]
    extra_units = Counter[str]()
    for command, selection in SELECTIONS.items():
        after = _after(tmp_path / command, case, selection)
        extra_units += changed_units(before[command], after) - built[command].after(case.edits, after.names)
    assert bool(extra_units) == bool(case.beyond), _short(extra_units)


def test_the_page_explains_every_unit_beyond_cargo() -> None:
    page = " ".join((CHECKOUT / "docs/rebuilds.md").read_text(encoding="utf-8").split())
    assert [case.beyond for case in CASES.values() if case.beyond not in page] == []
