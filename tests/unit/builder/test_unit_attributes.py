"""The types of a unit's attributes have the fields that the plan and nixlib/units give them."""

import re
from typing import get_type_hints

from cargo_nix.builder.unit_attributes import ScriptRun, UnitRow
from cargo_nix.plan.schema import PlanUnit, RunScript
from support.nix import CHECKOUT

NIXLIB = CHECKOUT / "nixlib/units"


def _removed(file: str, row: str) -> set[str]:
    """Return the names that ``file`` of nixlib/units removes from ``row`` of the plan."""
    text = (NIXLIB / file).read_text(encoding="utf-8")
    attributes = re.search(rf"builtins\.removeAttrs {row} \[(.*?)\]", text, re.DOTALL)
    assert attributes is not None
    return set(re.findall(r'"(\w+)"', attributes[1]))


def test_a_unit_has_what_the_plan_says_of_it() -> None:
    assert get_type_hints(UnitRow).keys() == PlanUnit.model_fields.keys() - _removed("commonAttributes.nix", "unit") - {
        "run"
    }


def test_a_run_of_a_script_has_what_the_plan_says_of_it() -> None:
    assert get_type_hints(ScriptRun).keys() == RunScript.model_fields.keys() - _removed("scriptAttributes.nix", "run")
