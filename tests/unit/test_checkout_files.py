"""The files of a checkout that file sets may hold."""

import shutil
import subprocess
from pathlib import Path

import pytest

from cargo_nix.checkout_files import list_checkout
from support.projects import write_project

PLAN = '{ "schema": 3, "inputs": "", "config_env": {}, "units": [], "roots": [] }'
FILES = {
    "Cargo.toml": "",
    "src/lib.rs": "",
    "data/plan.json": "{}",
    "flake.nix": "",
    "flake.lock": "",
    "other-plan.json": PLAN,
    "out.json": "",
    "sub/Cargo.dependencies.nix": "",
    "target/CACHEDIR.TAG": "",
    "target/debug/app": "",
    ".direnv/x": "",
}
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


def test_a_directory_without_git(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    (project / "result").symlink_to("/nix/store")
    (project / "link").symlink_to("src")
    assert list_checkout(project, "sub", [""], "out.json") == ["Cargo.toml", "data/plan.json", "link", "src/lib.rs"]


@needs_git
def test_of_a_git_checkout_what_is_tracked(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    for argv in (["init", "--quiet"], ["add", "Cargo.toml", "src/lib.rs", "flake.nix"]):
        subprocess.run(["git", *argv], cwd=project, check=True)
    assert list_checkout(project, "", [""], "out.json") == ["Cargo.toml", "src/lib.rs"]


@needs_git
def test_a_submodule_that_has_packages(tmp_path: Path) -> None:
    inner = write_project(tmp_path / "project/vendored/lib", {"Cargo.toml": "", "src/lib.rs": ""})
    project = write_project(tmp_path / "project", {"Cargo.toml": ""})
    identity = ("-c", "user.name=n", "-c", "user.email=n@example.org")
    for cwd in (inner, project):
        for argv in (["init", "--quiet"], ["add", "."], [*identity, "commit", "--quiet", "--message=m"]):
            subprocess.run(["git", *argv], cwd=cwd, check=True, stderr=subprocess.DEVNULL)
    tracked = ["Cargo.toml", "vendored/lib/Cargo.toml", "vendored/lib/src/lib.rs"]
    assert list_checkout(project, "", ["", "vendored/lib"], "out.json") == tracked
    assert list_checkout(project, "", [""], "out.json") == ["Cargo.toml"]
