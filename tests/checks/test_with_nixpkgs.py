"""Checks and dev shell with a real nixpkgs stdenv, if the folder beside the checkout has a cut of nixpkgs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT, build, evaluate, needs_nix
from support.nixpkgs import NIXPKGS, needs_nixpkgs, unpack_cut

FIXTURE = Path(__file__).parent / "workspace"

pytestmark = [
    needs_nix,
    pytest.mark.nix,
    needs_nixpkgs,
]


@pytest.fixture(scope="module")
def pkgs(tmp_path_factory: pytest.TempPathFactory) -> str:
    cut = unpack_cut(tmp_path_factory.mktemp("cut"))
    # The sources of the standard library are a large download, and not those of Debian's rustc.
    return f'(builtins.removeAttrs (import {NIXPKGS}/pkgs.nix {{ cut = {cut}; }}) [ "rustPlatform" ])'


def _workspace(pkgs: str, src: Path) -> str:
    return (
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace"
        f' {{ pkgs = {pkgs}; src = {src}; profile = "dev"; workspace = true; }})'
    )


def test_all_checks_pass(pkgs: str) -> None:
    checks = f"builtins.attrValues {_workspace(pkgs, FIXTURE)}.checks"
    process = subprocess.run(
        ["nix", "build", "--impure", "--no-link", "--keep-going", "--expr", checks],
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr


def test_the_shell_has_the_toolchain_on_its_path(pkgs: str, tmp_path: Path) -> None:
    project = Path(shutil.copytree(FIXTURE, tmp_path / "project"))
    shell = f"{_workspace(pkgs, project)}.devShell"
    build(shell)
    names = ["cargo", "rustc", "cargo-clippy", "rustfmt"]
    command = f"for name in {' '.join(names)}; do command -v $name; done; cargo build --quiet; target/debug/shop-till"
    argv = ["unshare", "--net", "nix", "develop", "--impure", "--offline", "--expr", shell, "--command", "sh", "-ec"]
    process = subprocess.run(
        [*argv, command],
        cwd=project,
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"], "TERM": "dumb"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    components = evaluate(f'map (name: "${{{pkgs}.${{name}}}}") [ "cargo" "rustc" "clippy" "rustfmt" ]')
    assert isinstance(components, list)
    assert process.stdout.splitlines() == [
        *(f"{path}/bin/{name}" for path, name in zip(components, names, strict=True)),
        "open testing=false",
    ]
