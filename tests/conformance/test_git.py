"""Packages of a git repository: capped lints, inherited lints and fields, a package in a subdirectory."""

import shutil
import subprocess
from pathlib import Path

import pytest

from conformance.compare import compare_project
from conformance.selection import parse_flags
from support.projects import package, write_project

REPOSITORY = {
    "Cargo.toml": """
[workspace]
members = ["packages/*"]

[workspace.package]
version = "2.1.0"
edition = "2021"
authors = ["Somebody"]
rust-version = "1.80"

[workspace.lints.rust]
unused = "deny"

[workspace.dependencies]
beside = { path = "packages/beside" }
""",
    "packages/asked/Cargo.toml": """
[package]
name = "asked"
version.workspace = true
edition.workspace = true
authors.workspace = true
rust-version.workspace = true

[lints]
workspace = true

[dependencies]
beside = { workspace = true, features = ["more"] }
""",
    "packages/asked/src/lib.rs": "",
    "packages/asked/build.rs": 'fn main() {\n    println!("cargo::rustc-cfg=seen");\n}\n',
    "packages/beside/Cargo.toml": package("beside", "[features]\nmore = []\n"),
    "packages/beside/src/lib.rs": "",
}


@pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")
@pytest.mark.parametrize("flags", ["build", "build --release", "test --target x86_64-unknown-linux-gnu"])
def test_units_of_git_packages_equal_cargos_units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: str) -> None:
    monkeypatch.setenv("CARGO_NIX_CACHE", str(tmp_path / "cache"))
    repository = write_project(tmp_path / "repository", REPOSITORY)
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "all")):
        subprocess.run(["git", *identity, *arguments], cwd=repository, check=True)
    dependencies = f'[dependencies]\nasked = {{ git = "{repository.as_uri()}", branch = "main" }}\n'
    project = write_project(tmp_path / "project", {"Cargo.toml": package("app", dependencies), "src/lib.rs": ""})
    environment = {"CARGO_HOME": str(tmp_path / "cache/cargo"), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    subprocess.run(["cargo", "generate-lockfile", "-q"], cwd=project, env=environment, check=True)
    report = compare_project(project, parse_flags(flags.split()))
    assert "\n".join(line for unit in report.different for line in (unit.name, *unit.lines)) == ""
    assert len(report.units) >= 5
