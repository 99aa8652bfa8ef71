"""File sets as JSON, and the paths that they hold."""

import pytest

from cargo_nix.filesets.file_set import FileSet, encode_set
from cargo_nix.plan.schema import PlanFileSet


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
