"""Unstable features that are refused by name."""

import pytest

from cargo_nix.errors import UnitError
from cargo_nix.units.unstable import refuse_package_features, refuse_profile_features, refuse_unstable_flags


@pytest.mark.parametrize("table", [{}, {"unstable": {"bindeps": True, "gitoxide": True}}, {"unstable": True}])
def test_what_changes_nothing_is_let_in(table: dict[str, object]) -> None:
    refuse_unstable_flags(table)


@pytest.mark.parametrize("name", ["build-std", "build_std"])
def test_a_flag_is_refused_in_either_spelling(name: str) -> None:
    with pytest.raises(UnitError) as caught:
        refuse_unstable_flags({"unstable": {name: ["core"]}})
    assert (caught.value.came, caught.value.place) == ("`build-std`", ".cargo/config.toml: unstable")


def test_a_flag_that_is_off_is_let_in() -> None:
    refuse_unstable_flags({"unstable": {"build-std": False}})


def test_features_of_manifests() -> None:
    refuse_package_features({"cargo-features": ["edition2024"]}, "a/Cargo.toml")
    with pytest.raises(UnitError, match="an unstable feature of Cargo"):
        refuse_package_features({"cargo-features": ["metabuild"]}, "a/Cargo.toml")
    with pytest.raises(UnitError, match="an unstable feature of Cargo"):
        refuse_profile_features({"cargo-features": ["trim-paths"]})
    refuse_package_features({"cargo-features": ["trim-paths"]}, "a/Cargo.toml")
