"""The types of a unit's attributes have the fields that the plan and nixlib/units/mkUnit.nix give them."""

import re
from typing import get_type_hints

from cargo_nix.builder.unit_attributes import ScriptRun, UnitRow
from cargo_nix.plan.schema import PlanUnit, RunScript
from support.nix import CHECKOUT

MK_UNIT = (CHECKOUT / "nixlib/units/mkUnit.nix").read_text(encoding="utf-8")


def _removed(row: str) -> set[str]:
    """Return the names that mkUnit.nix takes out of ``row`` of the plan."""
    attributes = re.search(rf"builtins\.removeAttrs {row} \[(.*?)\]", MK_UNIT, re.DOTALL)
    assert attributes is not None
    return set(re.findall(r'"(\w+)"', attributes[1]))


def test_a_unit_has_what_the_plan_says_of_it() -> None:
    assert get_type_hints(UnitRow).keys() == PlanUnit.model_fields.keys() - _removed("unit") - {"run"}


def test_a_run_of_a_script_has_what_the_plan_says_of_it() -> None:
    assert get_type_hints(ScriptRun).keys() == RunScript.model_fields.keys() - _removed(r"unit\.run")
