"""What a plan of several packages says of each: the units that Cargo has of that package alone."""

import shutil
from pathlib import Path

import pytest

from cargo_nix.cargo import Selection, Toolchain
from cargo_nix.pipeline import plan_checkout
from cargo_nix.plan import Plan
from cargo_nix.plan.schema import PlanUnit
from support.projects import lock, package, write_project

pytestmark = pytest.mark.skipif(shutil.which("cargo") is None, reason="there is no cargo here")

TOOLCHAIN = Toolchain(cargo="cargo", rustc="rustc")
PROJECTS = Path(__file__).parents[1] / "conformance" / "projects"

# Features that one asks for and another does not, on both sides of a build script; a macro; a dynamic library.
FILES = {
    "Cargo.toml": '[workspace]\nresolver = "2"\nmembers = ["*"]\n\n[profile.release]\nlto = "thin"\n',
    "Cargo.lock": lock("base", "dynamic base", "generates base", "macros base", "uses base dynamic generates macros"),
    "base/Cargo.toml": package("base", "[features]\nloud = []\nslow = []\n"),
    "base/src/lib.rs": "",
    "dynamic/Cargo.toml": package(
        "dynamic", '[lib]\ncrate-type = ["dylib"]\n[dependencies]\nbase = { path = "../base" }\n'
    ),
    "dynamic/src/lib.rs": "",
    "generates/Cargo.toml": package(
        "generates", '[build-dependencies]\nbase = { path = "../base", features = ["slow"] }\n'
    ),
    "generates/build.rs": "fn main() {}\n",
    "generates/src/lib.rs": "",
    "macros/Cargo.toml": package("macros", '[lib]\nproc-macro = true\n[dependencies]\nbase = { path = "../base" }\n'),
    "macros/src/lib.rs": "",
    "uses/Cargo.toml": package(
        "uses",
        '[dependencies]\nbase = { path = "../base", features = ["loud"] }\ndynamic = { path = "../dynamic" }\n'
        'generates = { path = "../generates" }\nmacros = { path = "../macros" }\n',
    ),
    "uses/src/main.rs": "fn main() {}\n",
}


def rows(plan: Plan, units: list[PlanUnit], roots: list[int]) -> dict[str, dict[str, object]]:
    """Return the rows below ``roots`` by identity, with identities and names where they have numbers."""
    told: dict[str, dict[str, object]] = {}
    left = list(roots)
    while left:
        unit = units[left.pop()]
        if unit.identity in told:
            continue
        run = unit.run
        started = [] if run is None else [*([] if run.program is None else [run.program]), *(to for _, to in run.links)]
        numbers = {
            "externs": [extern.unit for extern in unit.externs],
            **{name: list(getattr(unit, name)) for name in ("closure", "host_closure", "to_link", "plugins")},
            "script": [] if unit.script is None else [unit.script],
            "bins": list(unit.bins.values()),
            "artifacts": [index for index, _file in unit.artifacts.values()],
            "run": started,
        }
        # What counts as primary does not bear on what is compiled.
        env = {name: value for name, value in unit.env.items() if name != "CARGO_PRIMARY_PACKAGE"}
        told[unit.identity] = {
            **unit.model_dump(exclude={*numbers}),
            **{name: sorted(units[index].identity for index in found) for name, found in numbers.items()},
            "names": [(extern.name, extern.options) for extern in unit.externs],
            "package": plan.packages[unit.package].id,
            "env": env,
        }
        left += [index for found in numbers.values() for index in found]
    return told


def compare(root: Path, selection: Selection) -> list[str]:
    """Assert that each package is told as Cargo has it alone; return the packages."""
    plan = plan_checkout(root, selection, TOOLCHAIN, members=True)
    assert plan.members is not None
    units = [*plan.units, *plan.members.units]
    there = {unit.identity for unit in plan.units}
    assert [unit.name for unit in plan.members.units if unit.identity in there] == []
    for name, roots in plan.members.roots.items():
        own = Selection(packages=(name,), profile=selection.profile, target=selection.target)
        alone = plan_checkout(root, own, TOOLCHAIN)
        assert rows(plan, units, roots) == rows(alone, alone.units, alone.roots), name
    return list(plan.members.roots)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(workspace=True),
        Selection(workspace=True, profile="dev"),
        Selection(workspace=True, target="x86_64-unknown-linux-gnu"),
    ],
    ids=["release", "dev", "target"],
)
def test_each_package_is_what_it_is_alone(tmp_path: Path, selection: Selection) -> None:
    found = compare(write_project(tmp_path, FILES), selection)
    assert found == ["base", "dynamic", "generates", "macros", "uses"]


@pytest.mark.parametrize("project", ["features", "inherited", "links", "resolver-1", "artifact-dependencies"])
def test_projects_of_the_conformance_suite(tmp_path: Path, project: str) -> None:
    root = Path(shutil.copytree(PROJECTS / project, tmp_path / project))
    assert compare(root, Selection(workspace=True))
