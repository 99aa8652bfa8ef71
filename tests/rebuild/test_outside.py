"""Members with files outside of the package: after an edit, the rebuilds of Cargo and the changed units."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from conformance.recorder import copy_project
from conformance.selection import parse_flags
from rebuild.cargo_side import build_with_cargo
from rebuild.edits import Edit
from rebuild.our_side import Evaluated, changed_units, evaluate_units
from rebuild.outside_table import ROWS, Row, markdown_table
from rebuild.shared_target import remove_members, shared_target
from support.nix import CHECKOUT, needs_nix

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network]

SELECTION = parse_flags(["build", "--workspace"])
PROJECT = CHECKOUT / "tests/rebuild/outside"

rows = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.title)


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """A copy of the workspace, built by Cargo into ``target``, and the units."""

    root: Path
    target: Path
    units: Evaluated


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Evaluated:
    return evaluate_units(copy_project(PROJECT, tmp_path_factory.mktemp("before") / "outside"), SELECTION)


@pytest.fixture(scope="module")
def built(before: Evaluated, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    root = copy_project(PROJECT, tmp_path_factory.mktemp("cargo") / "outside")
    with shared_target() as target:
        build_with_cargo(root, SELECTION, target)
        try:
            yield Project(root=root, target=target, units=before)
        finally:
            remove_members(root, target)


@contextmanager
def _edited(root: Path, edit: Edit) -> Iterator[None]:
    """Apply ``edit`` to ``root``, and undo the edit at the end."""
    file = root / edit.path
    text = file.read_bytes() if file.is_file() else None
    edit.apply(root)
    yield
    if text is None:
        file.unlink()
    else:
        file.write_bytes(text)


def _short(units: Counter[str]) -> list[str]:
    return sorted(name.replace("-0.1.0", "") for name in units.elements())


@rows
def test_cargo(row: Row, built: Project) -> None:
    with _edited(built.root, row.edit):
        units = build_with_cargo(built.root, SELECTION, built.target)
    # The next row starts with an up-to-date target directory.
    build_with_cargo(built.root, SELECTION, built.target)
    assert _short(Counter(built.units.names[key] for key in units.elements())) == sorted(row.cargo.split())


@rows
def test_nix(row: Row, before: Evaluated, tmp_path: Path) -> None:
    root = copy_project(PROJECT, tmp_path / "outside")
    row.edit.apply(root)
    assert _short(changed_units(before, evaluate_units(root, SELECTION))) == sorted(row.ours.split())


@rows
def test_every_rebuild_of_cargo_is_a_change(row: Row) -> None:
    assert set(row.cargo.split()) <= set(row.ours.split())


def test_the_page_has_the_table() -> None:
    assert markdown_table() in (CHECKOUT / "docs/rebuilds.md").read_text(encoding="utf-8")
