"""Packages in a request for file sets, as JSON."""

import json

import pytest

from cargo_nix.filesets.package_targets import CrateAccess, PackageTargets, TargetFacts, decode_package
from cargo_nix.plan.schema import PlanAccess, PlanTarget
from cargo_nix.syntax.references import Mode


def test_a_package_of_the_plan_is_decoded() -> None:
    opens = PlanAccess(words=["opens"], macros=["text"], members=["b"])
    nothing = PlanAccess(words=[], macros=[], members=[])
    row = PlanTarget(
        kind="lib", name="a", src_path="../shared/lib.rs", expands={"plain": opens}, links={"plain": nothing}
    )
    fields = {"directory": "crates/a", "targets": [json.loads(row.model_dump_json())], "macro_inputs": True}
    access = CrateAccess(words=frozenset({"opens"}), macros=frozenset({"text"}), members=frozenset({"b"}))
    assert decode_package(fields) == PackageTargets(
        directory="crates/a",
        targets=[
            TargetFacts(
                kind="lib",
                name="a",
                src_path="crates/shared/lib.rs",
                expands={Mode.PLAIN: access},
                links={Mode.PLAIN: CrateAccess()},
            )
        ],
        macro_inputs=True,
    )


@pytest.mark.parametrize(("kind", "expected"), [("lib", True), ("proc-macro", True), ("bin", False), ("test", False)])
def test_which_kinds_are_libraries(kind: str, *, expected: bool) -> None:
    assert TargetFacts(kind=kind, name="a", src_path="a.rs", expands={}, links={}).is_library is expected
