"""The variables of units, as far as they are known when the plan is made."""

import pytest

from cargo_nix.cargo import WirePackage
from cargo_nix.units.environment import envify, package_variables, script_variables, unit_variables
from support.graph_units import make_package, make_profile, make_unit


def test_names_of_variables() -> None:
    assert envify("my-crate.x_y") == "MY_CRATE.X_Y"


def test_a_silent_manifest_has_empty_variables() -> None:
    package = WirePackage(id="x", name="demo", version="1.2.3-rc.1+meta", source=None, manifest_path="/x/Cargo.toml")
    variables = dict(package_variables(package))
    assert {name: value for name, value in variables.items() if value} == {
        "CARGO_PKG_NAME": "demo",
        "CARGO_PKG_VERSION": "1.2.3-rc.1+meta",
        "CARGO_PKG_VERSION_MAJOR": "1",
        "CARGO_PKG_VERSION_MINOR": "2",
        "CARGO_PKG_VERSION_PATCH": "3",
        "CARGO_PKG_VERSION_PRE": "rc.1",
    }
    assert len(variables) == 14


def test_authors_are_joined() -> None:
    package = WirePackage(
        id="x", name="demo", version="1.0.0", source=None, manifest_path="/x/Cargo.toml", authors=("A <a@x>", "B")
    )
    assert dict(package_variables(package))["CARGO_PKG_AUTHORS"] == "A <a@x>:B"


def test_programs_have_their_name() -> None:
    assert unit_variables(make_unit("bin"), primary=True) == {
        "CARGO_CRATE_NAME": "demo_x",
        "CARGO_BIN_NAME": "demo-x",
        "CARGO_PRIMARY_PACKAGE": "1",
    }
    assert unit_variables(make_unit(), primary=False) == {"CARGO_CRATE_NAME": "demo_x"}
    assert "CARGO_BIN_NAME" not in unit_variables(make_unit("example", crate_types=("cdylib",)), primary=False)


@pytest.mark.parametrize(("debuginfo", "debug"), [(0, "false"), (None, "false"), ("none", "false"), (2, "true")])
def test_a_build_script(debuginfo: int | str | None, debug: str) -> None:
    unit = make_unit("custom-build", features=("use-std",), profile=make_profile(opt_level="3", debuginfo=debuginfo))
    package = make_package(links="z")
    assert script_variables(unit, package, host="x86_64-unknown-linux-gnu", root_profile="release") == {
        "TARGET": "x86_64-unknown-linux-gnu",
        "HOST": "x86_64-unknown-linux-gnu",
        "OPT_LEVEL": "3",
        "DEBUG": debug,
        "PROFILE": "release",
        "CARGO_MANIFEST_LINKS": "z",
        "CARGO_FEATURE_USE_STD": "1",
    }
