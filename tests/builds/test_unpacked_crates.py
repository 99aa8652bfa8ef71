"""A crate without a build script is unpacked by its units; what they do not name is not kept."""

import subprocess
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
MAIN_RS = 'fn main() {\n    println!("{} {} {}", plain::TEXT, env!("OPENED"), scripted::TEXT);\n}\n'
LOCAL = '{ version = "1", registry = "local" }'
DEPENDENCIES = f"[dependencies]\nplain = {LOCAL}\nscripted = {LOCAL}\n[build-dependencies]\nplaced = {LOCAL}\n"


def test_files_that_nothing_names_are_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
        made = workspace(project, f'registries."sparse+{address}/index/" = "{address}/{DOWNLOAD}";')
        program = build(f"{made}.default") / "bin/app"
    assert subprocess.run([program], capture_output=True, text=True, check=True).stdout == "included opened declared\n"
    outputs = evaluate(f"builtins.mapAttrs (_name: unit: unit.outputs) {made}.units")
    assert isinstance(outputs, dict)
    assert {name for name, found in outputs.items() if found == ["out", "src"]} == {"placed-1.0.0", "plain-1.0.0"}
    places = evaluate(f'map (name: {made}.units."${{name}}-1.0.0".src.outPath) [ "plain" "placed" ]')
    assert isinstance(places, list)
    plain, placed = map(Path, places)
    assert list(plain.iterdir()) == []
    assert sorted(path.name for path in placed.iterdir()) == ["Cargo.toml", "data.txt", "src"]
