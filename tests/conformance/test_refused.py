"""What Cargo can do and cargo-nix cannot stops while the plan is made, with one message."""

import shutil
from pathlib import Path

import pytest

from cargo_nix.cargo import Toolchain
from cargo_nix.errors import CargoNixError
from cargo_nix.pipeline import plan_checkout
from conformance.selection import parse_flags
from support.projects import lock, package, write_project

pytestmark = pytest.mark.skipif(shutil.which("cargo") is None, reason="asks cargo, which is not on PATH")

ARTIFACT = {
    "Cargo.toml": package("app", '[dependencies]\ntool = { path = "tool", artifact = "bin" }\n'),
    "Cargo.lock": lock("app tool", "tool"),
    "src/main.rs": "fn main() {}\n",
    "tool/Cargo.toml": package("tool"),
    "tool/src/main.rs": "fn main() {}\n",
}
LIBRARY = {
    "Cargo.toml": package("app", '[lib]\ncrate-type = ["dylib"]\n'),
    "Cargo.lock": lock("app"),
    "src/lib.rs": "",
}


def stop(project: Path, flags: str = "build") -> str:
    with pytest.raises(CargoNixError) as stopped:
        plan_checkout(project, parse_flags(flags.split()), Toolchain(cargo="cargo", rustc="rustc"))
    return str(stopped.value)


def test_artifact_dependency(tmp_path: Path) -> None:
    assert stop(write_project(tmp_path, ARTIFACT)) == "\n".join(
        [
            "error: artifact dependencies are not supported",
            "  at: the dependency `tool`",
            "  expected: dependencies without `artifact`",
            "  got: failed to parse manifest at `Cargo.toml`",
            "  ways out:",
            "    1. build the program by itself, and give its path in a variable: see Cargo.dependencies.nix",
            "    2. call the program's library instead",
        ]
    )


def test_artifact_dependency_that_the_configuration_allows(tmp_path: Path) -> None:
    config = {".cargo/config.toml": "[unstable]\nbindeps = true\n"}
    assert stop(write_project(tmp_path, ARTIFACT | config)) == "\n".join(
        [
            "error: artifact dependencies are not supported",
            "  at: the dependency `tool` of `app`",
            "  expected: dependencies without `artifact`",
            "  got: the program `tool`",
            "  ways out:",
            "    1. build the program by itself, and give its path in a variable: see Cargo.dependencies.nix",
            "    2. call the program's library instead",
        ]
    )


def test_several_targets(tmp_path: Path) -> None:
    config = {".cargo/config.toml": '[build]\ntarget = ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"]\n'}
    assert stop(write_project(tmp_path, LIBRARY | config)) == "\n".join(
        [
            "error: `build.target` names several targets",
            "  at: .cargo/config.toml: build.target",
            "  expected: one target for a build",
            "  got: wasm32-unknown-unknown, x86_64-unknown-linux-gnu",
            "  ways out:",
            "    1. call `buildCargoWorkspace` once for each, with `target`: it comes before `build.target`",
            "    2. name one target in `.cargo/config.toml`",
        ]
    )


def test_library_that_the_target_cannot_have(tmp_path: Path) -> None:
    assert stop(write_project(tmp_path, LIBRARY), "build --target wasm32-unknown-unknown") == "\n".join(
        [
            "error: cannot produce dylib for `app v0.1.0`",
            "  at: the library of `app`",
            "  expected: a crate type that `wasm32-unknown-unknown` has",
            "  got: dylib",
            "  ways out:",
            "    1. leave the package out: `packages = [ … ]` or `exclude = [ … ]`",
            '    2. add `"rlib"` to its `crate-type`',
        ]
    )
