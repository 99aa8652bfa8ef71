"""Which edits change the plan, and which units an edit of a member changes."""

from pathlib import Path

import pytest

from support.nix import build, drv_paths, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
    "Cargo.lock": lock("a", "b a"),
    "README.md": "# workspace\n",
    "crates/a/Cargo.toml": package("a"),
    "crates/a/README.md": "# a\n",
    "crates/a/src/lib.rs": "mod inner;\npub fn a() -> u32 { inner::one() }\n",
    "crates/a/src/inner.rs": "pub fn one() -> u32 { 1 }\n",
    "crates/b/Cargo.toml": package("b", '[dependencies]\na = { path = "../a" }\n'),
    "crates/b/src/main.rs": 'fn main() { println!("{}", a::a()); }\n',
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", FILES)


def _plan(project: Path) -> list[str]:
    return drv_paths(f"[ {workspace(project)}.plan ]")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("crates/a/src/lib.rs", "mod inner;\npub fn a() -> u32 { inner::one() + 1 }\n"),
        ("crates/a/src/inner.rs", "pub fn one() -> u32 { 2 }\n"),
        ("README.md", "# changed\n"),
        ("crates/a/README.md", "# changed\n"),
        ("notes.txt", "new\n"),
        ("crates/a/data.json", "{}\n"),
        (".github/ci.yml", "on: push\n"),
    ],
)
def test_edits_that_keep_the_plan(project: Path, path: str, text: str) -> None:
    before = _plan(project)
    write_project(project, {path: text})
    assert _plan(project) == before


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("crates/a/src/bin/tool.rs", "fn main() {}\n"),
        ("crates/a/src/main.rs", "fn main() {}\n"),
        ("crates/a/build.rs", "fn main() {}\n"),
        ("crates/a/tests/it.rs", ""),
        ("crates/c/Cargo.toml", package("c")),
        ("crates/a/Cargo.toml", package("a", 'description = "a"\n')),
        (".cargo/config.toml", '[env]\nA = "1"\n'),
    ],
)
def test_edits_that_change_the_plan(project: Path, path: str, text: str) -> None:
    before = _plan(project)
    write_project(project, {path: text})
    assert _plan(project) != before


def test_an_edit_rebuilds_the_units_of_its_member(project: Path) -> None:
    expression = workspace(project)
    before = drv_paths(expression + ".units")
    write_project(project, {"crates/b/src/main.rs": 'fn main() { println!("{}!", a::a()); }\n', "notes.txt": "new\n"})
    after = drv_paths(expression + ".units")
    changed = [path.partition("-")[2] for path, previous in zip(after, before, strict=True) if path != previous]
    assert changed == ["b-0.1.0-bin-b.drv"]


def test_the_default_package_has_a_main_program(project: Path) -> None:
    out = build(workspace(project) + ".default")
    assert sorted(path.name for path in (out / "bin").iterdir()) == ["b"]
    assert evaluate(workspace(project) + ".default.meta.mainProgram") == "b"
