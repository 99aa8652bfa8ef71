"""Single packages of a workspace with many: what they are, and what has to be asked for one of them."""

import subprocess
from pathlib import Path

import pytest

from cargo_nix.cli import main
from support.nix import drv_paths, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

# More than one derivation asks about (nixlib/buildCargoWorkspace.nix, size); each third one wants a feature more.
COUNT = 26
NAMES = [f"m{number:02}" for number in range(COUNT)]


def member(number: int) -> str:
    loud = ', features = ["loud"]' if number % 3 == 0 else ""
    return package(NAMES[number], f'[dependencies]\nbase = {{ path = "../base"{loud} }}\n')


def project(tmp_path: Path) -> Path:
    # A description of its own, so that nobody has made this plan before.
    files = {
        "Cargo.toml": '[workspace]\nresolver = "2"\nmembers = ["*"]\n',
        "Cargo.lock": lock("base", *(f"{name} base" for name in NAMES)),
        "base/Cargo.toml": package("base", f'description = "{tmp_path}"\n\n[features]\nloud = []\n'),
        "base/src/lib.rs": "",
    }
    for number, name in enumerate(NAMES):
        files |= {f"{name}/Cargo.toml": member(number), f"{name}/src/lib.rs": ""}
    return write_project(tmp_path / "project", files)


def plans_made(expression: str) -> int:
    """Return how many plans Nix makes to know the derivation path of ``expression``."""
    argv = ["nix", "eval", "--impure", "--raw", "--expr", f"{expression}.drvPath"]
    told = subprocess.run(argv, capture_output=True, text=True, check=True).stderr
    return sum("-cargo-nix-plan.drv" in line for line in told.splitlines())


def test_one_package_asks_about_a_few(tmp_path: Path) -> None:
    asked = workspace(project(tmp_path), "workspace = true; scanFiles = false;")
    # The workspace's plan, and one that has this package; the next one is in it too.
    assert plans_made(f"{asked}.packages.m00") == 2
    assert plans_made(f"{asked}.packages.m01") == 0
    assert plans_made(f"{asked}.packages.m25") == 1


def test_each_is_that_of_a_committed_plan(tmp_path: Path) -> None:
    root, plan = project(tmp_path), tmp_path / "cargo-nix.json"
    assert main(["plan", "--root", str(root), "--out", str(plan), "--workspace", "--no-files"]) == 0
    made = drv_paths(workspace(root, "workspace = true; scanFiles = false;") + ".packages")
    committed = drv_paths(
        workspace(root, f"workspace = true; scanFiles = false; committedPlan = {plan};") + ".packages"
    )
    assert made == committed
    assert len(made) == COUNT + 1
