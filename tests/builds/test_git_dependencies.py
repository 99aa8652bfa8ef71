"""Git dependencies: a package in a folder of its repository, inheritance, a sibling by path, a branch with a slash."""

import subprocess
from pathlib import Path

import pytest

from cargo_nix.cli import main
from support.nix import build, drv_paths, evaluate, needs_nix, workspace
from support.projects import write_project

pytestmark = [needs_nix, pytest.mark.nix]

REPOSITORY = {
    "Cargo.toml": (
        '[workspace]\nmembers = ["libs/*"]\nresolver = "2"\n\n'
        '[workspace.package]\nversion = "1.2.3"\nedition = "2021"\ndescription = "inherited"\n\n'
        '[workspace.dependencies]\nsibling = { path = "libs/sibling", features = ["one"] }\n\n'
        '[workspace.lints.rust]\nunused = "allow"\n'
    ),
    "libs/main-lib/Cargo.toml": (
        '[package]\nname = "main-lib"\nversion.workspace = true\nedition.workspace = true\ndescription.workspace = true\n\n'
        '[dependencies]\nsibling = { workspace = true, features = ["two"] }\n\n[lints]\nworkspace = true\n'
    ),
    "libs/main-lib/src/lib.rs": (
        'pub const TEXT: &str = concat!(env!("CARGO_PKG_DESCRIPTION"), include_str!("../../../shared.txt"));\n'
        "pub fn sum() -> u32 { sibling::sum() }\n"
    ),
    "libs/sibling/Cargo.toml": (
        '[package]\nname = "sibling"\nversion = "0.5.0"\nedition = "2021"\n\n[features]\none = []\ntwo = []\n'
    ),
    "libs/sibling/src/lib.rs": 'pub fn sum() -> u32 { cfg!(feature = "one") as u32 + 2 * cfg!(feature = "two") as u32 }\n',
    "broken/Cargo.toml": "this is no TOML\n",
    "shared.txt": " and shared",
}
MAIN = 'fn main() {\n    println!("{} {}", main_lib::TEXT, main_lib::sum());\n}\n'


def _git(repository: Path, *words: str) -> None:
    who = ["-c", "user.name=test", "-c", "user.email=test@localhost"]
    subprocess.run(["git", *who, *words], cwd=repository, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo-home"))
    repository = write_project(tmp_path / "repository", REPOSITORY)
    _git(repository, "init", "-q", "-b", "a/branch")
    _git(repository, "add", ".")
    _git(repository, "commit", "-qm", "first")
    manifest = (
        '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n\n'
        f'[dependencies]\nmain-lib = {{ git = "file://{repository}", branch = "a/branch" }}\n'
    )
    found = write_project(tmp_path / "project", {"Cargo.toml": manifest, "src/main.rs": MAIN})
    subprocess.run(["cargo", "generate-lockfile"], cwd=found, check=True, capture_output=True)
    return found


def test_builds_and_runs(project: Path) -> None:
    out = build(workspace(project) + ".default")
    text = subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout
    assert text == "inherited and shared 3\n"


def test_the_committed_plan_is_the_same(project: Path) -> None:
    plan = project / "cargo-nix.json"
    assert main(["plan", "--root", str(project), "--no-files"]) == 0
    assert evaluate(f"builtins.readFile {workspace(project)}.plan") == plan.read_text(encoding="utf-8")
    assert main(["plan", "--root", str(project)]) == 0
    committed = drv_paths(workspace(project, f"plan = {plan};") + ".units")
    assert committed == drv_paths(workspace(project) + ".units")
