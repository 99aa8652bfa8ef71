"""What changes a unit's identity, and what does not."""

import pytest

from cargo_nix.units.identity import unit_identities
from cargo_nix.units.unit import Lto, Unit
from support.graph_units import make_package, make_profile, make_unit

OBJECT = Lto(kind="only-object")


def _identity(unit: Unit, lto: Lto = OBJECT, *, dependency: Unit | None = None, primary: bool = False) -> str:
    units = [dependency or make_unit("lib", package=1), unit]
    packages = [make_package(), make_package("other")]
    return unit_identities([0, 1], units, packages, [OBJECT, lto], frozenset({0} if primary else ()))[1]


def test_it_is_a_hash_of_16_digits() -> None:
    assert len(bytes.fromhex(_identity(make_unit()))) == 8


@pytest.mark.parametrize(
    "unit",
    [
        make_unit(features=("a",)),
        make_unit(platform="wasm32-unknown-unknown"),
        make_unit(mode="check"),
        make_unit(mode="check", checks_test=True),
        make_unit(profile=make_profile(opt_level="3")),
        make_unit(edition="2024"),
        make_unit("bin"),
        make_unit("lib", 0),
    ],
)
def test_what_cargo_hashes_counts(unit: Unit) -> None:
    assert _identity(unit) != _identity(make_unit())


def test_paths_do_not_count() -> None:
    assert _identity(make_unit()) == _identity(make_unit(src_path="src/other.rs"))


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "wasm-release"},
        # The unit's LTO counts, and the profile's value is only one reason for it.
        {"lto": "true"},
        # rustc gets no flag for a value of a build without debug information.
        {"split_debuginfo": "packed"},
        {"strip": {"deferred": "None"}},
    ],
)
def test_settings_that_do_not_reach_rustc_do_not_count(changes: dict[str, object]) -> None:
    assert _identity(make_unit(profile=make_profile(**changes))) == _identity(make_unit())


@pytest.mark.parametrize(
    "changes",
    [
        {"debuginfo": 2},
        {"codegen_units": 1},
        {"panic": "abort"},
        {"rpath": True},
        {"debug_assertions": False},
        {"overflow_checks": False},
        {"rustflags": ("-Copt-level=3",)},
        {"strip": {"deferred": {"Named": "debuginfo"}}},
        # The plan's row says whether rustc may compile the unit incrementally.
        {"incremental": True},
    ],
)
def test_settings_that_reach_rustc_count(changes: dict[str, object]) -> None:
    assert _identity(make_unit(profile=make_profile(**changes))) != _identity(make_unit())


@pytest.mark.parametrize(
    "changes", [{"name": "wasm-release"}, {"opt_level": "3"}, {"debuginfo": 1}, {"debug_assertions": False}]
)
def test_what_a_script_sees_of_its_profile_counts(changes: dict[str, object]) -> None:
    run = make_unit("custom-build", mode="run-custom-build")
    changed = make_unit("custom-build", mode="run-custom-build", profile=make_profile(**changes))
    assert _identity(changed) != _identity(run)


@pytest.mark.parametrize("changes", [{"lto": "true"}, {"panic": "abort"}, {"codegen_units": 1}, {"incremental": True}])
def test_what_a_script_does_not_see_does_not_count(changes: dict[str, object]) -> None:
    run = make_unit("custom-build", mode="run-custom-build")
    changed = make_unit("custom-build", mode="run-custom-build", profile=make_profile(**changes))
    assert _identity(changed) == _identity(run)


def test_lto_and_dependencies_count() -> None:
    user = make_unit("lib", 0)
    assert _identity(user, Lto(kind="run", run="thin")) != _identity(user)
    assert _identity(user, dependency=make_unit("lib", package=1, features=("x",))) != _identity(user)


def test_whether_a_dylib_was_selected_counts() -> None:
    dylib = make_unit("lib", crate_types=("dylib",))
    assert _identity(dylib, primary=True) != _identity(dylib)
    assert _identity(make_unit(), primary=True) == _identity(make_unit())
