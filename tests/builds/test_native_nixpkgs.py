"""What C that build scripts compile gets of a real nixpkgs stdenv: hardening, and the inputs of nativeTable.nix."""

import subprocess
import tarfile
from pathlib import Path

import pytest

from support.nix import CHECKOUT, build, evaluate, needs_nix
from support.projects import lock, package, write_project

NIXPKGS = CHECKOUT.parent / "shared/nixpkgs"

pytestmark = [
    needs_nix,
    pytest.mark.nix,
    pytest.mark.skipif(not NIXPKGS.is_dir(), reason="there is no cut of nixpkgs beside the checkout"),
]

# What the compiler of stdenv defines. glibc's headers warn of _FORTIFY_SOURCE without optimisation (Debian's do not), and
# jemalloc's configure probes with -Werror: a warning is an answer to it.
BUILD_RS = """use std::process::Command;

fn main() {
    let level = format!("-O{}", std::env::var("OPT_LEVEL").unwrap());
    let probe = format!("{}/probe.c", std::env::var("OUT_DIR").unwrap());
    std::fs::write(&probe, "#include <stdio.h>\\n").unwrap();
    let macros = Command::new("cc").args([&level, "-dM", "-E", &probe]).output().unwrap().stdout;
    let macros = String::from_utf8(macros).unwrap();
    let value = |name: &str| {
        let start = format!("#define {name} ");
        macros.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or("none").to_string()
    };
    println!("cargo::rustc-env=FORTIFY={}", value("_FORTIFY_SOURCE"));
    println!("cargo::rustc-env=PROTECTOR={}", value("__SSP_STRONG__"));
}
"""
HARDENED = {
    "Cargo.toml": package("hardened", 'build = "build.rs"\n'),
    "Cargo.lock": lock("hardened"),
    "build.rs": BUILD_RS,
    "src/main.rs": (
        'fn main() {\n    println!("fortify {}, stack protector {}", env!("FORTIFY"), env!("PROTECTOR"));\n}\n'
    ),
}


@pytest.fixture(scope="module")
def pkgs(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = tmp_path_factory.mktemp("cut")
    with tarfile.open(NIXPKGS / "nixpkgs-cut.tar.xz") as archive:
        archive.extractall(found, filter="data")
    return f"(import {NIXPKGS}/pkgs.nix {{ cut = {found}; }})"


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("dev", "fortify none, stack protector 3\n"),
        ("release", "fortify 3, stack protector 3\n"),
    ],
)
def test_only_a_script_at_opt_level_0_is_without_fortify(
    pkgs: str, tmp_path: Path, profile: str, expected: str
) -> None:
    project = write_project(tmp_path, HARDENED)
    workspace = f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = {pkgs}; src = {project}; "
    out = build(workspace + f'profile = "{profile}"; }}).default')
    assert subprocess.run([out / "bin/hardened"], capture_output=True, text=True, check=True).stdout == expected


def test_a_program_of_the_table_is_an_input_of_the_run_alone(pkgs: str) -> None:
    workspace = (
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = {pkgs}; src = {CHECKOUT}/tests/native; "
    )
    units = workspace + 'packages = [ "with-cmake" ]; }).units'
    inputs = evaluate(f"builtins.mapAttrs (_: unit: map (input: input.name) (unit.nativeBuildInputs or [ ])) ({units})")
    assert isinstance(inputs, dict)
    assert {name: given for name, given in inputs.items() if given} == {"with-cmake-0.1.0-build-script-run": ["cmake"]}
