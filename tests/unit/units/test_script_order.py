"""Which runs of build scripts reach a unit, in which order."""

import pytest

from cargo_nix.units.script_order import scripts_of_units, version_key
from cargo_nix.units.unit import Unit
from support.graph_units import make_package, make_unit


def test_versions_sort_as_semver() -> None:
    ordered = ["0.9.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0"]
    ordered += ["1.2.0", "1.10.0"]
    reverse = ordered[::-1]
    assert sorted(reverse, key=version_key) == ordered


def test_build_metadata_does_not_count() -> None:
    assert version_key("1.0.0+a") == version_key("1.0.0+b")


def _run(package: int) -> Unit:
    return make_unit("custom-build", package=package, mode="run-custom-build")


@pytest.mark.parametrize("names", ["zab", "abz"])
def test_dependencies_are_visited_by_package_id(names: str) -> None:
    # A run and a library of each of three packages, and a program of a fourth that links them.
    units = [unit for package in range(3) for unit in (_run(package), make_unit("lib", 2 * package, package=package))]
    units.append(make_unit("bin", 1, 3, 5, package=3))
    packages = [*(make_package(name) for name in names), make_package("main")]
    scripts = scripts_of_units(range(len(units)), units, packages)
    assert [names[run // 2] for run in scripts[6].to_link] == sorted(names)
    assert scripts[6].own is None
    assert (scripts[1].own, scripts[1].to_link) == (0, (0,))


def test_scripts_of_macros_are_plugins() -> None:
    units = [_run(0), make_unit("proc-macro", 0, package=0), make_unit("lib", 1, package=1)]
    scripts = scripts_of_units(range(3), units, [make_package("m"), make_package("user")])
    assert (scripts[2].to_link, scripts[2].plugins) == ((), (0,))


def test_a_build_script_is_compiled_without_its_own_run() -> None:
    units = [_run(0), make_unit("custom-build", 0)]
    assert scripts_of_units(range(2), units, [make_package()])[1].own is None
