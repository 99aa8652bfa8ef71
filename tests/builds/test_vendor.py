"""Locked crates as cargo resolves them: two revisions of a repository, replaced sources, unusual manifest text."""

import subprocess
from pathlib import Path

import pytest

from cargo_nix.cli import main
from support.nix import build, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

REPOSITORY = {
    "Cargo.toml": package("dep", '[package.metadata]\nshown = "🚀 é \\u007f"\n').replace(
        "edition", 'description = "🚀 first"\nedition'
    ),
    "src/lib.rs": 'pub const TEXT: &str = env!("CARGO_PKG_DESCRIPTION");\n',
}
MAIN = 'fn main() {\n    println!("{} and {}", one::TEXT, two::TEXT);\n}\n'
MIRRORED = """[source.crates-io]
replace-with = "mirror"

[source.mirror]
registry = "sparse+https://mirror.example.org/index/"

[source.named-otherwise]
git = "{url}"
branch = "next"
"""


def _git(repository: Path, *words: str) -> str:
    identity = ["-c", "user.name=test", "-c", "user.email=test@localhost"]
    return subprocess.run(["git", *identity, *words], cwd=repository, check=True, capture_output=True, text=True).stdout


def _repository(root: Path, files: dict[str, str]) -> str:
    """Write ``files`` to a git repository at ``root``, and return its first revision."""
    write_project(root, files)
    _git(root, "init", "-q", "-b", "main")
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "first")
    return _git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project that depends on one package twice, by revision and by branch, with the same version."""
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo-home"))
    repository = tmp_path / "repository"
    first = _repository(repository, REPOSITORY)
    _git(repository, "checkout", "-q", "-b", "next")
    write_project(repository, {"Cargo.toml": REPOSITORY["Cargo.toml"].replace("first", "next")})
    _git(repository, "commit", "-qam", "second")
    git = f'package = "dep", git = "file://{repository}"'
    dependencies = f'[dependencies]\none = {{ {git}, rev = "{first}" }}\ntwo = {{ {git}, branch = "next" }}\n'
    files = {"Cargo.toml": package("app", dependencies), "src/main.rs": MAIN}
    root = write_project(tmp_path / "project", files)
    subprocess.run(["cargo", "generate-lockfile"], cwd=root, check=True, capture_output=True)
    return root


def _program_output(project: Path) -> str:
    out = build(workspace(project) + ".default")
    return subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout


def test_two_revisions_of_a_package_build(project: Path) -> None:
    assert _program_output(project) == "🚀 first and 🚀 next\n"


def test_replaced_sources_do_not_change_the_build(project: Path, tmp_path: Path) -> None:
    """The mirror does not exist, and one source has two names."""
    plain = evaluate(f"builtins.readFile {workspace(project)}.plan")
    write_project(project, {".cargo/config.toml": MIRRORED.format(url=f"file://{tmp_path}/repository")})
    assert _program_output(project) == "🚀 first and 🚀 next\n"
    assert main(["plan", "--root", str(project), "--no-files"]) == 0
    committed = (project / "cargo-nix.json").read_text(encoding="utf-8")
    assert evaluate(f"builtins.readFile {workspace(project)}.plan") == committed
    # Only the hash of the inputs differs.
    assert isinstance(plain, str)
    assert plain.partition('"inputs"')[0] == committed.partition('"inputs"')[0]


def test_files_may_start_with_a_byte_order_mark(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("app", '[workspace]\nmembers = ["lib"]\n\n[dependencies]\nlib = { path = "lib" }\n'),
        "Cargo.lock": lock("app lib", "lib"),
        ".cargo/config.toml": '[env]\nSEEN = "yes"\n',
        "src/main.rs": 'fn main() {\n    println!("{} {}", env!("SEEN"), lib::ONE);\n}\n',
        "lib/Cargo.toml": package("lib"),
        "lib/src/lib.rs": "pub const ONE: u32 = 1;\n",
    }
    project = write_project(tmp_path, {path: f"\ufeff{text}" for path, text in files.items()})
    assert _program_output(project) == "yes 1\n"
