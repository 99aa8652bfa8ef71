"""``crateOverrides`` in nixpkgs' format: variables, inputs, and their precedence."""

from pathlib import Path

import pytest

from support.nix import CHECKOUT, evaluate, needs_nix
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

READ = f"""
(((import {CHECKOUT}/nixlib {{ }}).scope.readDependencies) {{
  programs = {{ }};
  libraries = {{ }};
  names = [ {{ name = "app"; version = "0.1.0"; }} ];
  @arguments@
}} {{ name = "app"; version = "0.1.0"; }})
"""


def _read(crate_overrides: str, dependencies: str = "null") -> dict[str, object]:
    override = evaluate(
        READ.replace("@arguments@", f"crateOverrides = {crate_overrides}; dependencies = {dependencies};")
    )
    assert isinstance(override, dict)
    return override


def test_attributes_and_env_become_variables() -> None:
    override = (
        '{ app = attrs: { ONE = "1"; TWO = 2; TRUE = true; env = { THREE = "3"; PATH_OF = { outPath = "/x"; }; }; }; }'
    )
    expected = {"ONE": "1", "TWO": "2", "TRUE": "1", "THREE": "3", "PATH_OF": "/x"}
    assert _read(override)["env"] == expected


def test_attributes_that_are_not_text_are_ignored() -> None:
    # Only buildRustCrate reads such attributes; an entry of nixpkgs' own list has `crateBin`.
    override = '{ app = attrs: { crateBin = [ { name = "a"; } ]; meta = { broken = false; }; src = null; f = x: x; A = [ "b" "c" ]; }; }'
    assert _read(override)["env"] == {"A": "b c"}


def test_an_override_takes_precedence_over_envs() -> None:
    assert _read('{ app = attrs: { A = "override"; }; }', '{ envs.app = { A = "envs"; B = "b"; }; }')["env"] == {
        "A": "override",
        "B": "b",
    }


@pytest.mark.parametrize(
    ("override", "dependencies", "listed"),
    [
        ("{ }", "null", False),
        ('{ app = attrs: { A = "a"; }; }', "null", False),
        ("{ app = attrs: { propagatedBuildInputs = [ ]; }; }", "null", True),
        ("{ }", "{ deps.app = [ ]; }", True),
        ("{ }", '{ deps.app = { "0.2.0" = [ ]; }; }', True),
        ("{ }", "{ deps.other = [ ]; }", False),
    ],
)
def test_entries_with_inputs_count_as_listed(override: str, dependencies: str, listed: bool) -> None:  # noqa: FBT001 -- expected
    expression = READ.replace("@arguments@", f"crateOverrides = {override}; dependencies = {dependencies};")
    # Other tests cover the names and versions of entries; only these packages are locked.
    locked = '[ { name = "app"; version = "0.1.0"; } { name = "app"; version = "0.2.0"; } { name = "other"; version = "1.0.0"; } ]'
    assert evaluate(expression.replace('[ { name = "app"; version = "0.1.0"; } ]', locked) + ".listed") is listed


def test_an_override_reaches_a_unit_of_the_workspace(tmp_path: Path) -> None:
    project = write_project(
        tmp_path, {"Cargo.toml": package("app"), "Cargo.lock": lock("app"), "src/main.rs": "fn main() {}\n"}
    )
    env = evaluate(
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = import {CHECKOUT}/tests/debian {{ }}; src = {project};"
        ' crateOverrides.app = attrs: { env.SET = "in env"; }; }).units."app-0.1.0-bin-app".dependencyEnv'
    )
    assert env == {"SET": "in env"}
