"""The registry is reachable in the shell, and locked crates need no network."""

import os
import subprocess
from pathlib import Path

import pytest
from shell_project import ShellProject

from support.nix import needs_nix
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network]

LOCKED_ITOA = (
    '\n[[package]]\nname = "itoa"\nversion = "1.0.14"\n'
    'source = "registry+https://github.com/rust-lang/crates.io-index"\n'
    'checksum = "d75a2a4b1b190afb6f5425f10f6a8f959d2ea0b9c2b1d79553551850539e4674"\n'
)
FILES = {
    "Cargo.toml": package("app", '[dependencies]\nitoa = "1"\n'),
    "Cargo.lock": lock("app itoa") + LOCKED_ITOA,
    "src/main.rs": 'fn main() {\n    println!("{}", itoa::Buffer::new().format(7));\n}\n',
}


@pytest.fixture
def project(tmp_path: Path) -> ShellProject:
    return ShellProject(write_project(tmp_path / "project", FILES), tmp_path / "home")


def test_locked_crates_need_no_network(project: ShellProject) -> None:
    outcome = project.run("cargo run --quiet --locked && cargo metadata --offline --format-version 1 > /dev/null")
    assert outcome.code == 0, outcome.stderr
    assert outcome.stdout == "7\n"
    assert outcome.packages("answered") == {"itoa": 1}


def test_update_finds_new_versions(project: ShellProject) -> None:
    outcome = project.run("cargo update 2>&1 && cargo run --quiet", network=True)
    assert outcome.code == 0, outcome.stdout
    assert "Updating itoa v1.0.14 -> v1.0." in outcome.stdout
    assert outcome.stdout.endswith("\n7\n")
    # The shell has the old version; cargo compiles the new one.
    assert outcome.packages("compiled")["itoa"] == 1


def test_an_added_crate_is_compiled_and_the_others_are_served(project: ShellProject) -> None:
    outcome = project.run("cargo add --quiet fastrand && cargo run --quiet", network=True)
    assert outcome.code == 0, outcome.stderr
    assert outcome.stdout == "7\n"
    assert outcome.packages("answered") == {"itoa": 1}
    assert outcome.packages("compiled") == {"fastrand": 1, "app": 1}
    # The next shell has both, and two worktrees share the downloads.
    again = project.run("rm -r target; cargo run --quiet")
    assert again.packages("answered") == {"itoa": 1, "fastrand": 1}


def test_other_commands_of_cargo_reach_the_registry(project: ShellProject) -> None:
    outcome = project.run("cargo info fastrand && cargo publish --dry-run --allow-dirty 2>&1", network=True)
    assert outcome.code == 0, outcome.stdout
    assert "repository: " in outcome.stdout
    assert "Packaged" in outcome.stdout


def test_the_users_own_home_is_as_before(project: ShellProject) -> None:
    home = project.home / ".cargo"
    home.mkdir(parents=True)
    project.run("cargo build --quiet")
    assert list(home.iterdir()) == []
    # A lock file that the shell has written is one of plain cargo.
    env = {**os.environ, "CARGO_HOME": str(project.home / "plain")}
    subprocess.run(["cargo", "fetch", "--locked"], cwd=project.root, env=env, check=True, capture_output=True)
