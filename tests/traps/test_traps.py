"""Scenarios from failures of other builders with a derivation per crate; cargo-nix builds each scenario."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from cargo_nix.cargo import Selection, Toolchain
from cargo_nix.errors import UnitError
from cargo_nix.pipeline import plan_checkout
from support.nix import CHECKOUT, Failed, build, drv_paths, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

WORKSPACE = Path(__file__).parent / "workspace"
TWINS = CHECKOUT / "tests/conformance/projects/names"
OUTPUTS = {
    "asks-cargo": "at once\n",
    "generated-input": "<p>made before the build</p>\n",
    "out-dir": "generated generated\n",
    "reads-links": "yes and 'quoted' = $HOME / old\n",
    "uses-macros": "true\n",
}
LIBRARY = {"Cargo.toml": package("alone"), "Cargo.lock": lock("alone"), "src/lib.rs": "pub fn f() {}\n"}
needs_cargo = pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")


@pytest.fixture(scope="module")
def programs() -> Path:
    return build(workspace(WORKSPACE, "workspace = true;") + ".default") / "bin"


@needs_nix
@pytest.mark.nix
@pytest.mark.parametrize("name", sorted(OUTPUTS))
def test_the_program_prints_its_output(programs: Path, name: str) -> None:
    # The build scripts and macros assert the scenario's conditions.
    assert subprocess.run([programs / name], capture_output=True, text=True, check=True).stdout == OUTPUTS[name]


@needs_nix
@pytest.mark.nix
def test_a_committed_plan_evaluates_without_builds(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {**LIBRARY, "src/lib.rs": "this does not compile\n"})
    plan = tmp_path / "cargo-nix.json"
    shutil.copy(build(workspace(project) + ".plan"), plan)
    committed = workspace(project, f"committedPlan = {plan}; scanFiles = false;")
    no_ifd = ("--option", "allow-import-from-derivation", "false")
    assert str(evaluate(f"{committed}.packages.alone.drvPath", *no_ifd)).endswith(".drv")
    with pytest.raises(Failed):
        evaluate(f"{workspace(project)}.packages.alone.drvPath", *no_ifd)


@needs_cargo
def test_an_earlier_cargo_build_does_not_change_the_plan(tmp_path: Path) -> None:
    toolchain, selection = Toolchain(cargo="cargo", rustc="rustc"), Selection(workspace=True)
    project = shutil.copytree(WORKSPACE, tmp_path / "workspace")
    before = plan_checkout(project, selection, toolchain)
    subprocess.run(["cargo", "build", "--release", "--workspace", "--offline", "-q"], cwd=project, check=True)
    assert plan_checkout(project, selection, toolchain) == before


@needs_nix
@pytest.mark.nix
def test_a_workspace_of_libraries_has_packages(tmp_path: Path) -> None:
    project = write_project(tmp_path, LIBRARY)
    library = build(workspace(project) + ".packages.alone")
    assert [path.name for path in library.rglob("*") if path.is_file()] == ["libalone.rlib"]
    assert evaluate(f"builtins.attrNames {workspace(project)}.packages") == ["alone"]


@needs_nix
@pytest.mark.nix
def test_an_entry_for_one_version_skips_other_versions(tmp_path: Path) -> None:
    project = shutil.copytree(TWINS, tmp_path / "project")
    entries = '{ pkgs }: { envs.twin."1.0.0" = { GIVEN = "1"; }; }\n'
    write_project(project, {"Cargo.dependencies.nix": entries})
    assert build(workspace(project) + ".packages.names").is_dir()


@needs_nix
@pytest.mark.nix
def test_units_do_not_depend_on_the_machine() -> None:
    paths = drv_paths(workspace(WORKSPACE, "workspace = true;") + ".units")
    derivations = subprocess.run(
        ["nix", "derivation", "show", *paths], capture_output=True, text=True, check=True
    ).stdout
    assert len(json.loads(derivations)["derivations"]) == len(set(paths)) > 10
    for machine_value in ("NUM_JOBS", "diagnostic-width", "CARGO_MAKEFLAGS", str(WORKSPACE)):
        assert machine_value not in derivations


@needs_cargo
def test_a_root_package_with_only_examples_is_an_error(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["lib"]\n\n' + package("root"),
        "Cargo.lock": lock("root", "lib"),
        "examples/shown.rs": "fn main() {}\n",
        "lib/Cargo.toml": package("lib"),
        "lib/src/lib.rs": "",
    }
    project, toolchain = write_project(tmp_path, files), Toolchain(cargo="cargo", rustc="rustc")
    with pytest.raises(UnitError) as stopped:
        plan_checkout(project, Selection(), toolchain)
    assert str(stopped.value) == "\n".join(
        [
            "error: the selection contains nothing to build",
            "  at: buildCargoWorkspace: packages",
            "  expected: at least one library, program or other target",
            "  got: cargo build --profile release: no units",
            "  ways out:",
            "    1. name members with `packages = [ … ]`: the root package may have only examples",
            "    2. build them all with `workspace = true`",
        ]
    )
    assert [unit.name for unit in plan_checkout(project, Selection(workspace=True), toolchain).units] == ["lib-0.1.0"]
