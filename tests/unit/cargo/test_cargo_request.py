"""Selections as Cargo's flags and as nixlib's arguments."""

from cargo_nix.cargo.cargo_request import Selection

FULL = Selection(
    command="test",
    packages=("a", "b"),
    workspace=True,
    features=("x", "a/y"),
    all_features=True,
    no_default_features=True,
    profile="dev",
    target="wasm32-wasip1",
    cargo_targets=("--bin", "a"),
    exclude=("c",),
)


def test_flags_of_a_build() -> None:
    assert FULL.build_flags() == [
        *("--workspace", "--exclude", "c", "--package", "a", "--package", "b", "--features", "x,a/y"),
        *("--all-features", "--no-default-features", "--profile", "dev", "--target", "wasm32-wasip1", "--bin", "a"),
    ]
    assert Selection().build_flags() == ["--profile", "release"]


def test_arguments_are_read_back() -> None:
    assert Selection.from_arguments(FULL.as_arguments()) == FULL
    assert Selection.from_arguments(Selection().as_arguments()) == Selection()
