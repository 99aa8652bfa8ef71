"""Single packages of a large workspace: the content, and the number of plans for a package."""

import subprocess
from pathlib import Path

import pytest

from support.nix import commit_plan, drv_paths, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

# More packages than one plan covers (nixlib/buildCargoWorkspace.nix, size); every third one has a feature.
MEMBER_COUNT = 26
MEMBER_NAMES = [f"m{number:02}" for number in range(MEMBER_COUNT)]


def member_manifest(number: int) -> str:
    loud = ', features = ["loud"]' if number % 3 == 0 else ""
    return package(MEMBER_NAMES[number], f'[dependencies]\nbase = {{ path = "../base"{loud} }}\n')


def write_workspace(tmp_path: Path) -> Path:
    # A unique description, so that an earlier run's plan is not reused.
    files = {
        "Cargo.toml": '[workspace]\nresolver = "2"\nmembers = ["*"]\n',
        "Cargo.lock": lock("base", *(f"{name} base" for name in MEMBER_NAMES)),
        "base/Cargo.toml": package("base", f'description = "{tmp_path}"\n\n[features]\nloud = []\n'),
        "base/src/lib.rs": "",
    }
    for number, name in enumerate(MEMBER_NAMES):
        files |= {f"{name}/Cargo.toml": member_manifest(number), f"{name}/src/lib.rs": ""}
    return write_project(tmp_path / "write_workspace", files)


def count_plans(expression: str) -> int:
    """Return the number of plans that Nix builds for the derivation path of ``expression``."""
    argv = ["nix", "eval", "--impure", "--raw", "--expr", f"{expression}.drvPath"]
    log = subprocess.run(argv, capture_output=True, text=True, check=True).stderr
    return sum("-cargo-nix-plan.drv" in line for line in log.splitlines())


def test_one_package_needs_the_plan_of_a_few(tmp_path: Path) -> None:
    large_workspace = workspace(write_workspace(tmp_path), "workspace = true; scanFiles = false;")
    # The first package needs the workspace's plan and a plan of some packages, m01 among them.
    assert count_plans(f"{large_workspace}.packages.m00") == 2
    assert count_plans(f"{large_workspace}.packages.m01") == 0
    assert count_plans(f"{large_workspace}.packages.m25") == 1


def test_a_committed_plan_gives_the_same_packages(tmp_path: Path) -> None:
    root = write_workspace(tmp_path)
    plan = commit_plan(root, tmp_path / "cargo-nix.json", "workspace = true; scanFiles = false;")
    evaluated = drv_paths(workspace(root, "workspace = true; scanFiles = false;") + ".packages")
    committed = drv_paths(
        workspace(root, f"workspace = true; scanFiles = false; committedPlan = {plan};") + ".packages"
    )
    assert evaluated == committed
    assert len(evaluated) == MEMBER_COUNT + 1
