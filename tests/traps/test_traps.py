"""What stopped other builders that make one derivation a crate, each as a scenario that builds here."""

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
SAYS = {
    "asks-cargo": "at once\n",
    "generated-input": "<p>made before the build</p>\n",
    "out-dir": "generated generated\n",
    "reads-links": "yes and 'quoted' = $HOME / old\n",
    "uses-macros": "true\n",
}
LIBRARY = {"Cargo.toml": package("alone"), "Cargo.lock": lock("alone"), "src/lib.rs": "pub fn f() {}\n"}
needs_cargo = pytest.mark.skipif(shutil.which("cargo") is None, reason="there is no cargo here")


@pytest.fixture(scope="module")
def programs() -> Path:
    return build(workspace(WORKSPACE, "workspace = true;") + ".default") / "bin"


@needs_nix
@pytest.mark.nix
@pytest.mark.parametrize("name", sorted(SAYS))
def test_the_program_says(programs: Path, name: str) -> None:
    # Each of their build scripts and macros asserts what it is there for.
    assert subprocess.run([programs / name], capture_output=True, text=True, check=True).stdout == SAYS[name]


@needs_nix
@pytest.mark.nix
def test_evaluation_reads_no_build_result_of_a_committed_plan(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {**LIBRARY, "src/lib.rs": "this does not compile\n"})
    plan = tmp_path / "cargo-nix.json"
    shutil.copy(build(workspace(project) + ".plan"), plan)
    committed = workspace(project, f"committedPlan = {plan}; scanFiles = false;")
    without = ("--option", "allow-import-from-derivation", "false")
    assert str(evaluate(f"{committed}.packages.alone.drvPath", *without)).endswith(".drv")
    with pytest.raises(Failed):
        evaluate(f"{workspace(project)}.packages.alone.drvPath", *without)


@needs_cargo
def test_the_plan_of_a_project_that_cargo_has_built_is_the_whole(tmp_path: Path) -> None:
    toolchain, selection = Toolchain(cargo="cargo", rustc="rustc"), Selection(workspace=True)
    project = shutil.copytree(WORKSPACE, tmp_path / "workspace")
    before = plan_checkout(project, selection, toolchain)
    subprocess.run(["cargo", "build", "--release", "--workspace", "--offline", "-q"], cwd=project, check=True)
    assert plan_checkout(project, selection, toolchain) == before


@needs_nix
@pytest.mark.nix
def test_a_workspace_of_libraries_has_outputs(tmp_path: Path) -> None:
    project = write_project(tmp_path, LIBRARY)
    built = build(workspace(project) + ".packages.alone")
    assert [path.name for path in built.rglob("*") if path.is_file()] == ["libalone.rlib"]
    assert evaluate(f"builtins.attrNames {workspace(project)}.packages") == ["alone"]


@needs_nix
@pytest.mark.nix
def test_a_version_that_no_entry_names_gets_nothing(tmp_path: Path) -> None:
    project = shutil.copytree(TWINS, tmp_path / "project")
    entries = '{ pkgs }: { envs.twin."1.0.0" = { GIVEN = "1"; }; }\n'
    write_project(project, {"Cargo.dependencies.nix": entries})
    assert build(workspace(project) + ".packages.names").is_dir()


@needs_nix
@pytest.mark.nix
def test_units_know_nothing_of_the_machine() -> None:
    paths = drv_paths(workspace(WORKSPACE, "workspace = true;") + ".units")
    shown = subprocess.run(["nix", "derivation", "show", *paths], capture_output=True, text=True, check=True).stdout
    assert len(json.loads(shown)["derivations"]) == len(set(paths)) > 10
    for of_the_machine in ("NUM_JOBS", "diagnostic-width", "CARGO_MAKEFLAGS", str(WORKSPACE)):
        assert of_the_machine not in shown


@needs_cargo
def test_a_root_package_with_examples_alone_is_told(tmp_path: Path) -> None:
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
            "error: the selection holds nothing to build",
            "  at: buildCargoWorkspace: packages",
            "  expected: at least one library, program or other target",
            "  got: cargo build --profile release: no units",
            "  ways out:",
            "    1. name members with `packages = [ … ]`: the root package may have only examples",
            "    2. build them all with `workspace = true`",
        ]
    )
    assert [unit.name for unit in plan_checkout(project, Selection(workspace=True), toolchain).units] == ["lib-0.1.0"]
