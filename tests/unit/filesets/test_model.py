"""Requests and answers of file sets as JSON."""

import json

import pytest

from cargo_nix.filesets.file_set import FileSet, encode_set
from cargo_nix.filesets.package_targets import CrateAccess, PackageTargets, TargetFacts, decode_package
from cargo_nix.plan.schema import PlanAccess, PlanFileSet, PlanTarget
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


def test_an_encoded_file_set_fits_the_plan() -> None:
    file_set = FileSet(level="closed", take=["a"], leave=["a/b"], files=["c"], places=["d"], reasons=("why",))
    fields = encode_set(file_set)
    assert PlanFileSet.model_validate(fields).model_dump() == {
        "level": "closed",
        "take": ["a"],
        "leave": ["a/b"],
        "files": ["c"],
        "places": ["d"],
        "embeds": False,
        "programs": False,
        "in_target": False,
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a", True),
        ("a/x", True),
        ("a/b", False),
        ("a/b/x", False),
        ("c", True),
        ("c/x", True),
        ("d", False),
        ("p/q", True),
        ("p/q/x", True),
        ("p/other", False),
        ("other", False),
    ],
)
def test_the_paths_of_a_file_set(path: str, *, expected: bool) -> None:
    file_set = FileSet(level="package", take=["a"], leave=["a/b"], files=["c"], places=["p/q"])
    assert file_set.holds(path) is expected


@pytest.mark.parametrize(("kind", "expected"), [("lib", True), ("proc-macro", True), ("bin", False), ("test", False)])
def test_which_kinds_are_libraries(kind: str, *, expected: bool) -> None:
    assert TargetFacts(kind=kind, name="a", src_path="a.rs", expands={}, links={}).is_library is expected
