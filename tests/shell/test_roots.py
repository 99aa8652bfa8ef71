"""The output `roots` refers to all that Nix built."""

import subprocess
from pathlib import Path

import pytest
from shell_project import make_project

from support.nix import build, evaluate, needs_nix, workspace

pytestmark = [needs_nix, pytest.mark.nix]


def test_roots_hold_units_plans_crates_and_the_shell(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    expression = workspace(project.root)
    roots = build(f"{expression}.roots")
    names = {path.name: {link.name[33:] for link in path.iterdir()} for path in roots.iterdir()}
    assert names.keys() == {"units", "plans", "crates", "packages", "shell"}
    assert {"plain-0.1.0", "app-0.1.0-bin-app", "native-0.1.0-build-script-run"} <= names["units"]
    assert {"cargo-nix-plan", "cargo-nix-filesets"} <= names["plans"] or len(names["plans"]) >= 2
    assert {"cargo-nix-shell-index", "cargo-nix-shell-home", "cargo-nix-rustc"} <= names["shell"]
    closure = subprocess.run(
        ["nix-store", "-qR", str(roots)], capture_output=True, text=True, check=True
    ).stdout.split()
    package = evaluate(f"{expression}.default.outPath")
    units = evaluate(f"map (unit: unit.outPath) (builtins.attrValues {expression}.units)")
    assert isinstance(units, list)
    assert {package, *units} <= set(closure)
