"""nixlib/plan/planFields.nix has the fields and the defaults of the classes."""

import pytest
from pydantic import BaseModel

from cargo_nix.plan.committed_schema import CommittedCommand, CommittedPlan, CommittedSet, CommittedSystem
from cargo_nix.plan.schema import PlanPackage, PlanUnit
from support.nix import CHECKOUT, evaluate, needs_nix

FIELDS = f"(import {CHECKOUT}/nixlib {{ }}).scope.planFields"
REQUIRED = "a required field"


@needs_nix
@pytest.mark.nix
@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("plan", CommittedPlan),
        ("command", CommittedCommand),
        ("set", CommittedSet),
        ("system", CommittedSystem),
        ("package", PlanPackage),
        ("unit", PlanUnit),
    ],
)
def test_nix_has_the_same_fields(name: str, model: type[BaseModel]) -> None:
    in_nix = evaluate(f'builtins.mapAttrs (_name: option: option.default or "{REQUIRED}") {FIELDS}.{name}.options')
    in_python = {
        field.alias or key: REQUIRED if field.is_required() else field.default
        for key, field in model.model_fields.items()
    }
    if model is CommittedPlan:
        # The text has both always.
        in_python |= {"schema": REQUIRED, "sha256": REQUIRED}
    assert in_nix == in_python
