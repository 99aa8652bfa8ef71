"""A plan of several packages has, for each package, the units of a plan for the package alone."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from cargo_nix.cargo import Answers, Request, Selection, Toolchain, UnitGraph, ask_graphs
from cargo_nix.pipeline import plan_checkout
from cargo_nix.plan import Plan
from cargo_nix.plan.schema import PlanUnit
from cargo_nix.units import member_graphs
from support.projects import lock, package, write_project
from support.random_inputs import FACTOR, count_inputs
from support.random_workspace import random_workspace

pytestmark = pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")

TOOLCHAIN = Toolchain(cargo="cargo", rustc="rustc")
# Dependencies that another member turns on: optional, weak, renamed, for a platform, for the host, with `links`.
OPTIONAL_FILES = {
    "Cargo.toml": '[workspace]\nresolver = "2"\nmembers = ["*"]\n',
    "Cargo.lock": lock(
        "app lib", "base", "ends lib middle native", "extra", "lib base extra middle", "middle native", "native"
    ),
    "app/Cargo.toml": package("app", '[dependencies]\nlib = { path = "../lib" }\n'),
    "app/src/main.rs": "fn main() {}\n",
    "base/Cargo.toml": package("base", "[features]\nfast = []\nsmall = []\n"),
    "base/src/lib.rs": "",
    "ends/Cargo.toml": package(
        "ends",
        '[features]\ndefault = ["lib/full"]\n[dependencies]\nlib = { path = "../lib", default-features = false }\n'
        'middle = { path = "../middle", features = ["loud"] }\n'
        '[build-dependencies]\nlib = { path = "../lib", features = ["weak"] }\nnative = { path = "../native" }\n',
    ),
    "ends/build.rs": "fn main() {}\n",
    "ends/src/lib.rs": "",
    "extra/Cargo.toml": package("extra", "[features]\nsmall = []\n"),
    "extra/src/lib.rs": "",
    "lib/Cargo.toml": package(
        "lib",
        '[features]\ndefault = ["base/fast"]\nfull = ["more/small", "dep:middle", "weak"]\n'
        'weak = ["more?/small", "base/small"]\n'
        '[dependencies]\nbase = { path = "../base" }\nmore = { package = "extra", path = "../extra", optional = true }\n'
        "[target.'cfg(unix)'.dependencies]\nmiddle = { path = \"../middle\", optional = true }\n",
    ),
    "lib/src/lib.rs": "",
    "middle/Cargo.toml": package("middle", '[features]\nloud = []\n[dependencies]\nnative = { path = "../native" }\n'),
    "middle/build.rs": "fn main() {}\n",
    "middle/src/lib.rs": "",
    "native/Cargo.toml": package("native", "[features]\nx = []\n").replace(
        "[features]", 'links = "native"\n[features]', 1
    ),
    "native/build.rs": "fn main() {}\n",
    "native/src/lib.rs": "",
}
PROJECTS = Path(__file__).parents[1] / "conformance" / "projects"

# Packages with different features of `base`, also across a build script; a macro; a dynamic library.
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
    """Return the rows of ``roots`` and their dependencies by identity, with identities and names instead of indices."""
    rows_by_identity: dict[str, dict[str, object]] = {}
    pending = list(roots)
    while pending:
        unit = units[pending.pop()]
        if unit.identity in rows_by_identity:
            continue
        run = unit.run
        run_units = (
            [] if run is None else [*([] if run.program is None else [run.program]), *(to for _, to in run.links)]
        )
        indices = {
            "externs": [extern.unit for extern in unit.externs],
            **{name: list(getattr(unit, name)) for name in ("closure", "host_closure", "to_link", "plugins")},
            "script": [] if unit.script is None else [unit.script],
            "bins": list(unit.bins.values()),
            "artifacts": [index for index, _file in unit.artifacts.values()],
            "run": run_units,
        }
        # CARGO_PRIMARY_PACKAGE does not affect the compilation.
        env = {name: value for name, value in unit.env.items() if name != "CARGO_PRIMARY_PACKAGE"}
        rows_by_identity[unit.identity] = {
            **unit.model_dump(exclude={*indices}),
            **{name: sorted(units[index].identity for index in values) for name, values in indices.items()},
            "names": [(extern.name, extern.options) for extern in unit.externs],
            "package": plan.packages[unit.package].id,
            "env": env,
        }
        pending += [index for values in indices.values() for index in values]
    return rows_by_identity


def check_members(root: Path, selection: Selection) -> list[str]:
    """Assert that each package has the units of its own plan, and return the packages."""
    plan = plan_checkout(root, selection, TOOLCHAIN, members=True)
    assert plan.members is not None
    units = [*plan.units, *plan.members.units]
    workspace_identities = {unit.identity for unit in plan.units}
    assert [unit.name for unit in plan.members.units if unit.identity in workspace_identities] == []
    for name, roots in plan.members.roots.items():
        selected_alone = Selection(packages=(name,), profile=selection.profile, target=selection.target)
        package_plan = plan_checkout(root, selected_alone, TOOLCHAIN)
        assert rows(plan, units, roots) == rows(package_plan, package_plan.units, package_plan.roots), name
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
def test_each_package_has_the_units_of_its_own_plan(tmp_path: Path, selection: Selection) -> None:
    packages = check_members(write_project(tmp_path, FILES), selection)
    assert packages == ["base", "dynamic", "generates", "macros", "uses"]


@pytest.mark.parametrize("profile", ["release", "dev"])
def test_optional_dependencies_of_other_members_are_absent(tmp_path: Path, profile: str) -> None:
    packages = check_members(write_project(tmp_path, OPTIONAL_FILES), Selection(workspace=True, profile=profile))
    assert packages == ["app", "base", "ends", "extra", "lib", "middle", "native"]


@pytest.mark.parametrize(
    ("manifest", "questions"),
    [
        ('[workspace]\nresolver = "2"\nmembers = ["*"]\n', 0),
        ('[workspace]\nmembers = ["*"]\n', 3),
        ('[workspace]\nresolver = "2"\nmembers = ["*"]\n[profile.release]\ndebug = true\n', 3),
    ],
    ids=["resolver 2", "resolver 1", "debug information"],
)
def test_cargo_is_asked_only_where_features_do_not_decide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manifest: str, questions: int
) -> None:
    asked: list[str] = []

    def count_graphs(request: Request, answers: Answers, selections: Mapping[str, Selection]) -> dict[str, UnitGraph]:
        asked.extend(selections)
        return ask_graphs(request, answers, selections)

    monkeypatch.setattr(member_graphs, "ask_graphs", count_graphs)
    root = write_project(tmp_path, {**OPTIONAL_FILES, "Cargo.toml": manifest})
    assert len(check_members(root, Selection(workspace=True))) == 7
    assert len(asked) == questions


@pytest.mark.parametrize("project", ["features", "inherited", "links", "resolver-1", "artifact-dependencies"])
def test_conformance_projects_have_the_units_of_single_plans(tmp_path: Path, project: str) -> None:
    root = Path(shutil.copytree(PROJECTS / project, tmp_path / project))
    assert check_members(root, Selection(workspace=True))


@pytest.mark.parametrize("seed", range(6 * FACTOR))
def test_members_of_random_workspaces(tmp_path: Path, seed: int) -> None:
    root = write_project(tmp_path, random_workspace(Random(seed)))  # noqa: S311
    subprocess.run(["cargo", "generate-lockfile", "--offline", "--quiet"], cwd=root, check=True)
    target = "x86_64-unknown-linux-gnu" if seed % 2 else None
    assert check_members(root, Selection(workspace=True, target=target)) != []
    count_inputs(1)
