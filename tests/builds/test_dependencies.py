"""Cargo.dependencies.nix in libnix's format: by name, by name and version, variables for all units of a crate."""

import subprocess
from pathlib import Path

import pytest

from support.nix import build, drv_paths, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FILES = {
    "Cargo.toml": package("app"),
    "Cargo.lock": lock("app"),
    "build.rs": (
        "fn main() {\n"
        '    let seen = std::env::var("FOO").unwrap_or_default();\n'
        '    println!("cargo::rustc-env=SEEN_BY_SCRIPT={seen}");\n'
        "}\n"
    ),
    "src/main.rs": 'fn main() {\n    println!("{:?} {}", option_env!("FOO"), env!("SEEN_BY_SCRIPT"));\n}\n',
}


def _program_output(project: Path, arguments: str = "") -> str:
    out = build(workspace(project, arguments) + ".default")
    return subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("envs", "expected"),
    [
        ('app = { FOO = "by $name \\"quoted\\""; };', 'Some("by $name \\"quoted\\"") by $name "quoted"\n'),
        ('app."0.1.0" = { FOO = "by version"; };', 'Some("by version") by version\n'),
        ("", "None \n"),
    ],
)
def test_envs_reach_the_program_and_the_script(tmp_path: Path, envs: str, expected: str) -> None:
    project = write_project(tmp_path, {**FILES, "Cargo.dependencies.nix": f"{{ pkgs }}: {{ envs = {{ {envs} }}; }}\n"})
    assert _program_output(project) == expected


def test_crate_overrides_in_nixpkgs_format(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    overrides = 'crateOverrides.app = attrs: { FOO = "${attrs.crateName} ${attrs.version}"; };'
    assert _program_output(project, overrides) == 'Some("app 0.1.0") app 0.1.0\n'


def test_a_native_dependency_changes_the_units_of_its_crate_only(tmp_path: Path) -> None:
    files = {
        **FILES,
        "Cargo.toml": package("app", '[dependencies]\nother = { path = "other" }\n'),
        "Cargo.lock": lock("app other", "other"),
        "other/Cargo.toml": package("other"),
        "other/src/lib.rs": "",
    }
    project = write_project(tmp_path, files)
    before = drv_paths(workspace(project) + ".units")
    write_project(project, {"Cargo.dependencies.nix": "{ pkgs }: with pkgs; { deps.app = [ lld ]; }\n"})
    after = drv_paths(workspace(project) + ".units")
    changed = [path.partition("-")[2] for path, previous in zip(after, before, strict=True) if path != previous]
    assert changed == ["app-0.1.0-bin-app.drv", "app-0.1.0-build-script.drv", "app-0.1.0-build-script-run.drv"]
