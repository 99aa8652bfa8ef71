"""Features of Cargo that cargo-nix lacks are an error when the plan is made."""

import shutil
from pathlib import Path

import pytest

from cargo_nix.cargo import Toolchain
from cargo_nix.errors import CargoNixError
from cargo_nix.pipeline import plan_checkout
from conformance.selection import parse_flags
from support.projects import lock, package, write_project

pytestmark = pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")

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


NO_ARTIFACTS = "\n".join(
    [
        "error: this cargo refuses artifact dependencies",
        "  at: the dependency `tool`",
        "  expected: a nightly cargo, and `bindeps = true` below `[unstable]` in .cargo/config.toml",
        "  got: failed to parse manifest at `Cargo.toml`",
        "  ways out:",
        "    1. pass a nightly toolchain, and add the setting to .cargo/config.toml",
        "    2. build the program on its own, and pass the path in a variable: see Cargo.dependencies.nix",
        "    3. call the program's library instead",
    ]
)


def plan_error(project: Path, flags: str = "build", cargo: str = "cargo") -> str:
    with pytest.raises(CargoNixError) as stopped:
        plan_checkout(project, parse_flags(flags.split()), Toolchain(cargo=cargo, rustc="rustc"))
    return str(stopped.value)


def _stable_cargo(path: Path) -> str:
    """Write a cargo of the stable channel; the box's cargo has no channel and accepts nightly features."""
    channel = '[ "$RUSTC_BOOTSTRAP" = 1 ] || export __CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS=stable'
    path.write_text(f'#!/bin/sh\n{channel}\nexec {shutil.which("cargo")} "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_artifact_dependency_without_bindeps(tmp_path: Path) -> None:
    assert plan_error(write_project(tmp_path, ARTIFACT)) == NO_ARTIFACTS


def test_artifact_dependency_with_a_stable_cargo(tmp_path: Path) -> None:
    config = {".cargo/config.toml": "[unstable]\nbindeps = true\n"}
    project = write_project(tmp_path / "project", ARTIFACT | config)
    stable = _stable_cargo(tmp_path / "cargo")
    assert plan_error(project, cargo=stable) == NO_ARTIFACTS
    assert plan_checkout(project, parse_flags(["build"]), Toolchain(cargo="cargo", rustc="rustc")).units[-1].artifacts
    # A stable cargo accepts the configuration in a project without artifact dependencies.
    plain = {path: text for path, text in ARTIFACT.items() if not path.startswith("tool/")}
    plain |= {"Cargo.toml": package("app"), "Cargo.lock": lock("app")}
    assert plan_checkout(
        write_project(tmp_path / "plain", plain | config), parse_flags([]), Toolchain(cargo=stable, rustc="rustc")
    ).units


def test_several_targets_are_an_error(tmp_path: Path) -> None:
    config = {".cargo/config.toml": '[build]\ntarget = ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"]\n'}
    assert plan_error(write_project(tmp_path, LIBRARY | config)) == "\n".join(
        [
            "error: `build.target` names several targets",
            "  at: .cargo/config.toml: build.target",
            "  expected: one target for a build",
            "  got: wasm32-unknown-unknown, x86_64-unknown-linux-gnu",
            "  ways out:",
            "    1. call `buildCargoWorkspace` once for each: the argument `target` overrides `build.target`",
            "    2. name one target in `.cargo/config.toml`",
        ]
    )


def test_crate_type_that_the_target_lacks(tmp_path: Path) -> None:
    assert plan_error(write_project(tmp_path, LIBRARY), "build --target wasm32-unknown-unknown") == "\n".join(
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


def _unsupported_feature(location: str, name: str) -> str:
    return "\n".join(
        [
            "error: cargo-nix does not support an unstable feature of Cargo",
            f"  at: {location}",
            "  expected: `bindeps`, `profile-rustflags`, or features that do not change the build",
            f"  got: `{name}`",
            "  ways out:",
            "    1. remove the feature for the build with Nix: `src` may be a copy of the sources",
            "    2. for the standard library: pass a toolchain with such a library",
            "    3. report your use of the feature",
        ]
    )


def test_unstable_flag_is_an_error(tmp_path: Path) -> None:
    config = {".cargo/config.toml": "[unstable]\npublic-dependency = true\ngitoxide = { fetch = true }\n"}
    message = plan_error(write_project(tmp_path, LIBRARY | config))
    assert message == _unsupported_feature(".cargo/config.toml: unstable", "public-dependency")


def test_unstable_feature_of_a_manifest_is_an_error(tmp_path: Path) -> None:
    manifest = {
        "Cargo.toml": package("app", '[dependencies]\none = { path = "one" }\n'),
        "Cargo.lock": lock("app one", "one"),
        "one/Cargo.toml": 'cargo-features = ["different-binary-name"]\n' + package("one"),
        "one/src/lib.rs": "",
    }
    message = plan_error(write_project(tmp_path, LIBRARY | manifest))
    assert message == _unsupported_feature("one/Cargo.toml: cargo-features", "different-binary-name")


def test_unstable_feature_of_profiles_is_an_error(tmp_path: Path) -> None:
    manifest = {"Cargo.toml": 'cargo-features = ["trim-paths"]\n' + package("app")}
    assert plan_error(write_project(tmp_path, LIBRARY | manifest)) == _unsupported_feature(
        "Cargo.toml: cargo-features", "trim-paths"
    )


def test_a_stable_cargo_ignores_the_unstable_table(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", LIBRARY | {".cargo/config.toml": "[unstable]\ntrim-paths = true\n"})
    cargo = _stable_cargo(tmp_path / "cargo")
    assert plan_checkout(project, parse_flags([]), Toolchain(cargo=cargo, rustc="rustc")).units
