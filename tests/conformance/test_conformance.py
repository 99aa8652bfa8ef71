"""Every fixture project, in every way that its ``cases`` name, unit by unit against cargo."""

import re
import shutil
from pathlib import Path

import pytest

from conformance.case import Case
from conformance.compare import compare_project
from conformance.differences import DIFFERENCES

_PROJECTS = Path(__file__).parent / "projects"
_DOCUMENT = Path(__file__).parents[2] / "docs" / "differences.md"

CASES = [
    (project.name, flags)
    for project in sorted(_PROJECTS.iterdir())
    for flags in (project / "cases").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.skipif(shutil.which("cargo") is None, reason="records cargo, which is not on PATH")
@pytest.mark.parametrize(("project", "flags"), CASES, ids=[f"{name}: {flags}" for name, flags in CASES])
def test_no_unit_differs_from_cargos(project: str, flags: str) -> None:
    # Variables come first in a line of `cases`, as they do on the command line.
    case = Case.parse([str(_PROJECTS / project), *flags.split()])
    assert case is not None
    report = compare_project(_PROJECTS / project, case.selection, case.env, case.cargo_root)
    told = [line for unit in report.different for line in (unit.name, *unit.lines)]
    assert "\n".join(told) == ""
    assert report.units


def test_the_document_names_the_differences_that_the_comparer_ignores() -> None:
    text = _DOCUMENT.read_text(encoding="utf-8")
    rows = re.findall(r"^- \*\*([a-z-]+)\*\*: (.*)$", text, re.MULTILINE)
    assert rows == [(difference.name, difference.reason) for difference in DIFFERENCES]
