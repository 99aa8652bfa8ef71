"""Compare every fixture project with cargo, for each line of the project's ``cases``."""

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


@pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")
@pytest.mark.parametrize(("project", "flags"), CASES, ids=[f"{name}: {flags}" for name, flags in CASES])
def test_every_unit_equals_cargos_unit(project: str, flags: str) -> None:
    # As on the command line, variables come first.
    case = Case.parse([str(_PROJECTS / project), *flags.split()])
    assert case is not None
    report = compare_project(_PROJECTS / project, case.selection, case.env, case.cargo_root)
    lines = [line for unit in report.different for line in (unit.name, *unit.lines)]
    assert "\n".join(lines) == ""
    assert report.units


def test_the_page_lists_the_ignored_differences() -> None:
    text = _DOCUMENT.read_text(encoding="utf-8")
    rows = re.findall(r"^- \*\*([a-z-]+)\*\*: (.*)$", text, re.MULTILINE)
    assert rows == [(difference.name, difference.reason) for difference in DIFFERENCES]
