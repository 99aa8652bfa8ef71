"""Programs with git dependencies print what they print with Cargo, for both ways of fetching."""

import subprocess
from pathlib import Path

import pytest

from beside_cargo.git_cases import GIT_CASES, write_case
from cargo_nix.cli import main
from conformance.recorder import cargo_environment
from support.nix import CHECKOUT, build, needs_nix, run, workspace

pytestmark = [needs_nix, pytest.mark.nix]


@pytest.fixture
def cargo_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo-home"))
    tool = build(f"(import {CHECKOUT}/tests/debian {{ }}).nix-prefetch-git")
    monkeypatch.setenv("PATH", f"{tool}/bin", prepend=":")


@pytest.mark.usefixtures("cargo_home")
@pytest.mark.parametrize("name", GIT_CASES)
def test_the_program_prints_what_cargo_prints(name: str, tmp_path: Path) -> None:
    project = write_case(name, tmp_path)
    env = {**cargo_environment(), "CARGO_HOME": str(tmp_path / "cargo-home"), "CARGO_TARGET_DIR": str(tmp_path / "t")}
    cargo = subprocess.run(
        ["cargo", "run", "--quiet"], cwd=project, env=env, capture_output=True, text=True, check=False
    )
    assert cargo.returncode == 0, cargo.stderr
    assert run(f"{workspace(project)}.default") == cargo.stdout
    assert main(["git-hashes", "--root", str(project)]) == 0
    # The fetcher's sandbox does not see the repositories of this test.
    options = ("--option", "extra-sandbox-paths", str(tmp_path))
    fetched = build(workspace(project, f"outputHashes = {project}/git-hashes.json;") + ".default", *options)
    program = subprocess.run([fetched / "bin/app"], capture_output=True, text=True, check=True)
    assert program.stdout == cargo.stdout
