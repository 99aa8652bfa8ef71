"""Selection as in Cargo: members, targets and features; each package is the result of ``cargo build -p``."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cargo_nix.cli import main
from support.nix import Failed, build, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

# Two programs depend on one library, each with another feature; `plain` is the same for both.
_SHARED = '[features]\nleft = []\nright = []\n\n[dependencies]\nplain = { path = "../plain" }\n'
_PROGRAM = '[features]\nloud = []\n\n[dependencies]\nshared = { path = "../shared", features = ["SIDE"] }\n'
_MAIN = 'fn main() {\n    println!("{} loud={}", shared::features(), cfg!(feature = "loud"));\n}\n'
FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\ndefault-members = ["crates/left"]\nresolver = "2"\n',
    "Cargo.lock": lock("left shared", "plain", "right shared", "shared plain"),
    "crates/plain/Cargo.toml": package("plain"),
    "crates/plain/src/lib.rs": "",
    "crates/shared/Cargo.toml": package("shared", _SHARED),
    "crates/shared/src/lib.rs": "pub fn features() -> String {\n"
    '    format!("left={} right={}", cfg!(feature = "left"), cfg!(feature = "right"))\n}\n',
    "crates/left/Cargo.toml": package("left", _PROGRAM.replace("SIDE", "left")),
    "crates/left/src/main.rs": _MAIN,
    "crates/left/src/bin/second.rs": _MAIN,
    "crates/left/examples/show.rs": _MAIN,
    "crates/right/Cargo.toml": package("right", _PROGRAM.replace("SIDE", "right")),
    "crates/right/src/main.rs": _MAIN,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", FILES)


def _names(project: Path, arguments: str, output: str = "packages") -> object:
    return evaluate(f"builtins.attrNames {workspace(project, arguments)}.{output}")


def _program_output(program: Path) -> str:
    return subprocess.run([program], capture_output=True, text=True, check=True).stdout


def _cargo_output(project: Path, target: Path, name: str, *flags: str) -> str:
    """Build with cargo and ``flags``, and return the output of program ``name``."""
    command = ["cargo", "build", "--offline", "--quiet", "--release", "--target-dir", str(target), *flags]
    subprocess.run(command, cwd=project, check=True)
    return _program_output(target / "release" / name)


@pytest.mark.parametrize(
    ("arguments", "packages"),
    [
        ("", ["left"]),
        ("workspace = true;", ["left", "plain", "right", "shared"]),
        ('workspace = true; exclude = [ "left" "plain" ];', ["right", "shared"]),
        ('packages = [ "right" "plain" ];', ["plain", "right"]),
        ("workspace = true; cargoTargets.bins = true;", ["left", "right"]),
        ('workspace = true; cargoTargets.bin = [ "second" ];', ["left"]),
    ],
)
def test_packages_of_a_selection(project: Path, arguments: str, packages: list[str]) -> None:
    assert _names(project, arguments) == packages


@pytest.mark.parametrize(
    ("arguments", "flags"),
    [
        ("cargoTargets.bins = true;", ["--bins"]),
        ('cargoTargets.bin = [ "sec*" ];', ["--bin", "sec*"]),
        ("cargoTargets.examples = true;", ["--examples"]),
        ('cargoTargets = { example = [ "show" ]; bin = [ "left" ]; };', ["--example", "show", "--bin", "left"]),
        ("cargoTargets.allTargets = true; workspace = true;", ["--all-targets", "--workspace"]),
        ('cargoTargets.lib = true; packages = [ "shared" ];', ["--lib", "-p", "shared"]),
    ],
)
def test_the_units_are_the_artifacts_of_cargo_build(
    project: Path, tmp_path: Path, arguments: str, flags: list[str]
) -> None:
    command = ["cargo", "build", "--offline", "--release", "--target-dir", str(tmp_path / "target"), *flags]
    process = subprocess.run(
        [*command, "--message-format=json"], cwd=project, capture_output=True, text=True, check=True
    )
    messages = [json.loads(line) for line in process.stdout.splitlines()]
    artifacts = [
        (entry["target"]["kind"][0], entry["target"]["name"], entry["profile"]["test"])
        for entry in messages
        if entry["reason"] == "compiler-artifact"
    ]
    assert sorted(artifacts) == sorted(_units(_plan(project, arguments)["units"]))


def test_examples_have_a_folder_beside_bin(project: Path, tmp_path: Path) -> None:
    arguments = 'cargoTargets = { example = [ "show" ]; bin = [ "left" ]; };'
    expression = f"{workspace(project, arguments)}.packages.left"
    package = build(expression)
    assert sorted(path.relative_to(package).as_posix() for path in package.glob("*/*")) == ["bin/left", "examples/show"]
    assert _program_output(package / "examples/show") == _cargo_output(
        project, tmp_path / "target", "examples/show", "--example", "show", "--bin", "left"
    )
    assert evaluate(f"builtins.intersectAttrs {{ pname = 1; version = 1; }} {expression}") == {
        "pname": "left",
        "version": "0.1.0",
    }


def _plan(project: Path, arguments: str) -> dict[str, Any]:
    plan = evaluate(f"builtins.fromJSON (builtins.readFile {workspace(project, arguments)}.plan)")
    assert isinstance(plan, dict)
    return plan


def _units(rows: list[dict[str, Any]]) -> list[tuple[str, str, bool]]:
    return [(row["kind"], row["target"], row["mode"] == "test") for row in rows]


def test_each_package_is_the_result_of_cargo_build_p(project: Path, tmp_path: Path) -> None:
    expression = workspace(project, "workspace = true;")
    for name in ("left", "right"):
        single_output = _cargo_output(project, tmp_path / "target", name, "-p", name)
        assert _program_output(build(f"{expression}.packages.{name}") / "bin" / name) == single_output
        assert _program_output(build(f"{expression}.bins.{name}") / "bin" / name) == single_output
    workspace_output = _cargo_output(project, tmp_path / "target", "left", "--workspace")
    assert workspace_output == "left=true right=true loud=false\n"
    assert _program_output(build(f"{expression}.default") / "bin/left") == workspace_output


def test_packages_share_equal_units(project: Path) -> None:
    """The plan has the units of the workspace, and for single packages only the units that differ."""
    plan = _plan(project, "workspace = true;")
    assert sorted(_units(plan["members"]["units"])) == [
        *(("bin", "left", False), ("bin", "right", False), ("bin", "second", False)),
        *(("lib", "shared", False),) * 3,
    ]
    assert _plan(project, 'packages = [ "left" ];')["members"] is None
    assert _plan(project, 'workspace = true; command = "test";')["members"] is None


def test_a_feature_of_one_package_leaves_other_packages_unchanged(project: Path, tmp_path: Path) -> None:
    arguments = 'workspace = true; features = [ "left/loud" ];'
    for name in ("left", "right"):
        flags = ["-p", name, *(["--features", "left/loud"] if name == "left" else [])]
        cargo_output = _cargo_output(project, tmp_path / "target", name, *flags)
        assert _program_output(build(f"{workspace(project, arguments)}.bins.{name}") / "bin" / name) == cargo_output
    assert "loud=true" in _program_output(build(f"{workspace(project, arguments)}.bins.left") / "bin/left")


def test_checks_cover_all_targets_of_the_selected_packages(project: Path) -> None:
    names = _names(project, 'workspace = true; exclude = [ "right" ]; cargoTargets.bin = [ "left" ];', "checks")
    assert names == [
        *(
            "left-bin-left-test",
            "left-bin-second-test",
            "left-build",
            "left-clippy",
            "left-doc",
            "left-example-show",
            "left-fmt",
        ),
        *("plain-clippy", "plain-doc", "plain-doctest", "plain-fmt", "plain-test"),
        *("shared-clippy", "shared-doc", "shared-doctest", "shared-fmt", "shared-test"),
    ]


def test_a_committed_plan_has_every_package(project: Path) -> None:
    arguments = 'workspace = true; exclude = [ "plain" ]; cargoTargets = { bins = true; example = [ "show" ]; };'
    flags = ["--workspace", "--exclude", "plain", "--example", "show", "--bins"]
    assert main(["plan", "--root", str(project), *flags]) == 0
    committed = workspace(project, f"{arguments} committedPlan = {project}/cargo-nix.json;")
    packages = "builtins.mapAttrs (_name: package: package.drvPath) {}.packages"
    drv_by_package = evaluate(packages.format(committed), "--option", "allow-import-from-derivation", "false")
    assert drv_by_package == evaluate(packages.format(workspace(project, arguments)))
    shutil.rmtree(project / "crates/left/examples")
    with pytest.raises(Failed) as stopped:
        evaluate(f"{committed}.default.drvPath")
    assert "plan --workspace --exclude plain --bins --example show" in stopped.value.text


def _error_message(project: Path, arguments: str) -> str:
    with pytest.raises(Failed) as stopped:
        evaluate(f"{workspace(project, arguments)}.default.drvPath")
    start = stopped.value.text.rindex("error: ")
    lines = stopped.value.text[start:].rstrip().splitlines()
    return "\n".join(line.removeprefix("       ") for line in lines)


def test_an_unknown_target_is_an_error(project: Path) -> None:
    with pytest.raises(Failed) as stopped:
        build(f'{workspace(project, """cargoTargets.bin = [ "secnd" ];""")}.default')
    log = [line.partition("> ")[2] for line in stopped.value.text.splitlines() if line.startswith("cargo-nix-plan> ")]
    assert log == [
        "error: a selected target does not exist",
        "  at: buildCargoWorkspace: targets",
        "  expected: targets that a selected package has",
        "  got: no bin target named `secnd` in default-run packages",
        "  | help: a target with a similar name exists: `second`",
        "  ways out:",
        "    1. correct the `targets` argument",
        "    2. select the package that has it with `packages` or `workspace`",
    ]


def test_exclude_without_workspace_is_an_error(project: Path) -> None:
    with pytest.raises(Failed) as stopped:
        build(f'{workspace(project, """exclude = [ "left" ];""")}.default')
    assert "error: `exclude` needs `workspace`" in stopped.value.text
