"""The hash over a plan's inputs. tests/builds/test_configuration.py compares it with Nix's."""

import pytest

from cargo_nix.cargo import Selection
from cargo_nix.skeleton.hashing import inputs_hash
from cargo_nix.skeleton.source_skeleton import Skeleton

SELECTION = Selection().as_arguments()
SKELETON = Skeleton(root="", files={"Cargo.toml": "a", "Cargo.lock": "b"}, names=("src/lib.rs",))


def test_the_order_of_files_does_not_count() -> None:
    reverse = Skeleton(root="", files=dict(reversed(SKELETON.files.items())), names=SKELETON.names)
    assert inputs_hash(reverse, SELECTION, 3) == inputs_hash(SKELETON, SELECTION, 3)


@pytest.mark.parametrize(
    ("skeleton", "selection", "schema"),
    [
        (Skeleton(root="sub", files=SKELETON.files, names=SKELETON.names), SELECTION, 3),
        (Skeleton(root="", files={**SKELETON.files, "Cargo.lock": "c"}, names=SKELETON.names), SELECTION, 3),
        (Skeleton(root="", files=SKELETON.files, names=("src/main.rs",)), SELECTION, 3),
        (SKELETON, Selection(profile="dev").as_arguments(), 3),
        (SKELETON, SELECTION, 4),
    ],
)
def test_all_inputs_count(skeleton: Skeleton, selection: dict[str, object], schema: int) -> None:
    assert inputs_hash(skeleton, selection, schema) != inputs_hash(SKELETON, SELECTION, 3)
