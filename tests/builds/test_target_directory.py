"""Scripts that look for the target directory: an ancestor of OUT_DIR, or beside the sources."""

import subprocess
from pathlib import Path

import pytest

from support.nix import build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

# fish-shell does the same: a crate for build scripts finds the workspace by its own path, and opens `target`.
BY_MANIFEST = {
    "Cargo.toml": package(
        "app", '[build-dependencies]\nhelper = { path = "crates/helper" }\n\n[workspace]\nmembers = ["crates/helper"]\n'
    ),
    "Cargo.lock": lock("app helper", "helper"),
    "build.rs": "fn main() {\n    let place = std::fs::canonicalize(helper::target_dir()).unwrap();\n"
    '    println!("cargo::rustc-env=TARGET_DIR={}", place.display());\n}\n',
    "src/main.rs": 'fn main() {\n    println!("{}", env!("TARGET_DIR"));\n}\n',
    "crates/helper/Cargo.toml": package("helper"),
    "crates/helper/src/lib.rs": "use std::path::{Path, PathBuf};\n\npub fn target_dir() -> PathBuf {\n"
    '    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();\n'
    '    option_env!("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)\n}\n',
}
BY_OUT_DIR = {
    "Cargo.toml": package("app"),
    "Cargo.lock": lock("app"),
    "build.rs": 'fn main() {\n    let out = std::path::PathBuf::from(std::env::var("OUT_DIR").unwrap());\n'
    "    // <target>/release/build/app-<hash>/out\n    let target = out.ancestors().nth(4).unwrap();\n"
    '    assert!(target.join("release/build").is_dir());\n'
    '    std::fs::write(target.join("release/build/beside.txt"), "beside").unwrap();\n'
    '    println!("cargo::rustc-env=BESIDE={}", target.join("release/build/beside.txt").display());\n}\n',
    "src/main.rs": 'fn main() {\n    println!("{}", include_str!(env!("BESIDE")));\n}\n',
}


def _program_output(project: Path, arguments: str = "") -> str:
    out = build(workspace(project, arguments) + ".default")
    return subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout


def test_the_ancestors_of_out_dir_have_cargos_layout(tmp_path: Path) -> None:
    assert _program_output(write_project(tmp_path, BY_OUT_DIR)) == "beside\n"


def test_a_script_finds_the_target_directory_beside_the_sources(tmp_path: Path) -> None:
    assert _program_output(write_project(tmp_path, BY_MANIFEST)).endswith("/target\n")


def test_a_variable_sets_the_target_directory(tmp_path: Path) -> None:
    project = write_project(tmp_path, BY_MANIFEST)
    output = _program_output(project, 'dependencies = { envs.helper.CARGO_TARGET_DIR = "/tmp"; };')
    assert output == "/tmp\n"  # noqa: S108
