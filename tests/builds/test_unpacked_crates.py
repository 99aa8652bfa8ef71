"""A crate without a build script is unpacked by its units; what they do not name is not kept."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.nix import build, evaluate, needs_nix, workspace
from support.projects import package, write_project
from support.registry import DOWNLOAD, served_registry

pytestmark = [needs_nix, pytest.mark.nix]

CRATES = {
    "plain": {"src/lib.rs": 'pub const TEXT: &str = include_str!("text.txt");\n', "src/text.txt": "included"},
    "placed": {"src/lib.rs": 'pub const HERE: &str = env!("CARGO_MANIFEST_DIR");\n', "data.txt": "opened"},
    "scripted": {
        "build.rs": 'fn main() {\n    println!("cargo::rustc-env=SAID=declared");\n}\n',
        "src/lib.rs": 'pub const TEXT: &str = env!("SAID");\n',
    },
}
# What a crate says of its place is opened while another package is built.
BUILD_RS = """fn main() {
    let text = std::fs::read_to_string(format!("{}/data.txt", placed::HERE)).unwrap();
    println!("cargo::rustc-env=OPENED={text}");
}
"""
MAIN_RS = """fn main() {
    println!("{} {} {}", plain::TEXT, env!("OPENED"), scripted::TEXT);
    eprintln!("{}", placed::HERE);
}
"""
LOCAL = '{ version = "1", registry = "local" }'
DEPENDENCIES = (
    f"[dependencies]\nplaced = {LOCAL}\nplain = {LOCAL}\nscripted = {LOCAL}\n[build-dependencies]\nplaced = {LOCAL}\n"
)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, str]]:
    """A project that depends on ``CRATES``, and the arguments that say where these are."""
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo-home"))
    with served_registry(tmp_path / "registry", CRATES) as address:
        files = {
            ".cargo/config.toml": f'[registries.local]\nindex = "sparse+{address}/index/"\n',
            "Cargo.toml": package("app", DEPENDENCIES),
            "build.rs": BUILD_RS,
            "src/main.rs": MAIN_RS,
        }
        project = write_project(tmp_path / "project", files)
        subprocess.run(["cargo", "generate-lockfile"], cwd=project, check=True, capture_output=True)
        yield project, f'registries."sparse+{address}/index/" = "{address}/{DOWNLOAD}";'


def test_files_that_nothing_names_are_gone(made: tuple[Path, str]) -> None:
    built = workspace(*made)
    program = build(f"{built}.default") / "bin/app"
    assert subprocess.run([program], capture_output=True, text=True, check=True).stdout == "included opened declared\n"
    places = evaluate(
        f'builtins.mapAttrs (_name: unit: if unit.outputs == [ "out" ] then null else unit.src) {built}.units'
    )
    assert isinstance(places, dict)
    kept = {name: sorted(path.name for path in Path(src).iterdir()) for name, src in places.items() if src is not None}
    # `placed` is compiled for the host and for the program.
    assert {name[:12]: files for name, files in kept.items()} == {
        "plain-1.0.0": [],
        "placed-1.0.0": ["Cargo.toml", "data.txt", "src"],
    }


@pytest.mark.parametrize("more", ["", "contentAddressed = true;"])
def test_what_is_shipped_refers_to_no_crate(made: tuple[Path, str], more: str) -> None:
    project, given = made
    out = build(f"{workspace(project, given + more)}.default")
    found = subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stderr
    assert found.startswith("/nix/store/eeeeeeee")
    told = subprocess.run(["nix-store", "--query", "--references", out], capture_output=True, text=True, check=True)
    assert "1.0.0" not in told.stdout
