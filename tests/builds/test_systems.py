"""One committed plan of several systems, written on one machine: each system gets its own plan."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cargo_nix.plan.committed_schema import CommittedPlan
from cargo_nix.plan.join_systems import plan_of_system
from support.nix import CHECKOUT, Failed, build, commit_plan, evaluate, needs_nix, workspace
from support.plans import OUTPUTS, sign_plan
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

SYSTEMS = ["x86_64-linux", "aarch64-linux", "aarch64-darwin", "x86_64-darwin", "riscv64-linux"]
SELECTION = 'packages = [ "app" "macros" ];'
NO_IMPORT = ["--option", "allow-import-from-derivation", "false"]
FILES = {
    # Debug information in a release: on Darwin, Cargo then splits it, and each unit has another identity.
    "Cargo.toml": '[workspace]\nmembers = ["app", "macros"]\nresolver = "2"\n[profile.release]\ndebug = 1\n',
    "Cargo.lock": lock("app arm linux mac macros shared", "arm", "linux", "mac shared", "macros", "shared"),
    ".cargo/config.toml": '[target.\'cfg(target_os = "macos")\']\nrustflags = ["--cfg", "apple"]\n'
    '[target.aarch64-unknown-linux-gnu]\nlinker = "aarch64-linux-gnu-gcc"\nrunner = "qemu-aarch64"\n',
    "app/Cargo.toml": package(
        "app",
        '[dependencies]\nmacros = { path = "../macros" }\nshared = { path = "../shared" }\n'
        '[target.\'cfg(target_os = "linux")\'.dependencies]\nlinux = { path = "../linux" }\n'
        '[target.\'cfg(target_os = "macos")\'.dependencies]\nmac = { path = "../mac" }\n'
        '[target.aarch64-apple-darwin.build-dependencies]\narm = { path = "../arm" }\n',
    ),
    "app/build.rs": "fn main() {}\n",
    "app/src/main.rs": 'fn main() { println!("{}", shared::shared()); }\n',
    "app/tests/it.rs": "#[test] fn it() {}\n",
    "macros/Cargo.toml": package("macros", "[lib]\nproc-macro = true\n"),
    "macros/src/lib.rs": "",
    "mac/Cargo.toml": package("mac", '[dependencies]\nshared = { path = "../shared", features = ["apple"] }\n'),
    "mac/src/lib.rs": 'pub const TEXT: &str = include_str!("../text");\n',
    "mac/text": "mac",
    "shared/Cargo.toml": package("shared", "[features]\napple = []\n"),
    "shared/src/lib.rs": "pub fn shared() -> u32 { 1 }\n",
    **{f"{name}/Cargo.toml": package(name) for name in ("arm", "linux")},
    **{f"{name}/src/lib.rs": "" for name in ("arm", "linux")},
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("systems") / "project", FILES)


@pytest.fixture(scope="module")
def plan(project: Path) -> Path:
    """Return the committed plan of all systems."""
    return commit_plan(project, project / "cargo-nix.json", _systems(*SYSTEMS))


def _systems(*systems: str) -> str:
    return f"{SELECTION} systems = [ {' '.join(json.dumps(system) for system in systems)} ];"


def _workspace(project: Path, system: str, arguments: str) -> str:
    """Return the workspace ``project`` as Nix on ``system`` sees it."""
    pkgs = f"pkgs = import {CHECKOUT}/tests/debian {{ }};"
    expression = workspace(project, arguments)
    assert pkgs in expression
    return expression.replace(pkgs, pkgs.replace("{ }", f'{{ system = "{system}"; }}'))


def _outputs(project: Path, system: str, plan: Path, *options: str) -> dict[str, Any]:
    expression = _workspace(project, system, f"committedPlan = {plan}; {_systems(*SYSTEMS)}")
    outputs = evaluate(f"let w = {expression}; in {OUTPUTS.format('w')}", *NO_IMPORT, *options)
    assert isinstance(outputs, dict)
    return outputs


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_has_its_own_plan(project: Path, plan: Path, tmp_path: Path, system: str) -> None:
    alone = commit_plan(project, tmp_path / "cargo-nix.json", _systems(system))
    outputs = _outputs(project, system, plan)
    assert outputs == _outputs(project, system, alone)
    allowed = [option for path in (CHECKOUT, project) for option in ("-I", f"x={path}")]
    assert _outputs(project, system, plan, "--restrict-eval", *allowed) == outputs
    names = {name.partition("-")[0] for name in outputs["units"]}
    assert names & {"arm", "linux", "mac"} == {
        "aarch64-darwin": {"arm", "mac"},
        "x86_64-darwin": {"mac"},
    }.get(system, {"linux"})


def test_the_first_system_has_the_plan_of_import_from_derivation(project: Path, plan: Path) -> None:
    expression = _workspace(project, SYSTEMS[0], SELECTION)
    assert evaluate(f"let w = {expression}; in {OUTPUTS.format('w')}") == _outputs(project, SYSTEMS[0], plan)


def test_the_order_of_systems_decides_only_about_the_text(project: Path, plan: Path, tmp_path: Path) -> None:
    other = commit_plan(project, tmp_path / "cargo-nix.json", _systems(*reversed(SYSTEMS)))
    assert other.read_bytes() != plan.read_bytes()
    for system in SYSTEMS:
        assert _outputs(project, system, other) == _outputs(project, system, plan)


def test_a_further_system_costs_little(plan: Path, project: Path, tmp_path: Path) -> None:
    one = commit_plan(project, tmp_path / "cargo-nix.json", _systems(SYSTEMS[0]))
    assert plan.stat().st_size < 2 * one.stat().st_size


def _plan_in_nix(plan: Path, system: str) -> dict[str, Any]:
    """Return the plan of ``system`` in the file ``plan``, as nixlib reads the file."""
    function = f"(import {CHECKOUT}/nixlib {{ }}).scope.planOfSystem"
    read = f"builtins.fromJSON (builtins.readFile {plan})"
    data = evaluate(f'({function} {{ plan = {read}; system = "{system}"; }}).complete', *NO_IMPORT)
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize("system", SYSTEMS)
def test_python_and_nix_read_the_same_plan(plan: Path, system: str) -> None:
    data = json.loads(plan.read_text(encoding="utf-8"))
    del data["sha256"]
    in_python = plan_of_system(CommittedPlan.model_validate(data), system).model_dump(mode="json", by_alias=True)
    in_nix = _plan_in_nix(plan, system)
    of_all_systems = {"sha256", "system", "systems", "more_packages", "more_sets", "more_units"}
    for key in of_all_systems:
        in_python.pop(key, None)
        in_nix.pop(key, None)
    # In Nix, absent variables of a package are empty.
    for package_row in in_nix["packages"]:
        package_row["env"] = {name: value for name, value in package_row["env"].items() if value}
    assert in_nix == in_python


def _as_on(triple: str, directory: Path) -> Path:
    """Write a rustc in ``directory`` that answers as on the host ``triple``; return its path."""
    program = directory / "rustc"
    program.write_text(
        "#!/bin/sh\n"
        f'if [ "$1" = -vV ]; then rustc -vV | sed "s/^host: .*/host: {triple}/"; exit; fi\n'
        f'case " $* " in *" --target "*) exec rustc "$@" ;; *) exec rustc --target {triple} "$@" ;; esac\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_units_are_those_of_cargo_with_that_host(project: Path, plan: Path, tmp_path: Path, system: str) -> None:
    data = _plan_in_nix(plan, system)
    command = ["cargo", "build", "--release", "-p", "app", "-p", "macros", "--offline", "--unit-graph"]
    env = {**os.environ, "RUSTC_BOOTSTRAP": "1", "RUSTC": str(_as_on(data["host"], tmp_path))}
    # Cargo writes Cargo.lock.
    copy = shutil.copytree(project, tmp_path / "copy")
    process = subprocess.run([*command, "-Z", "unstable-options"], cwd=copy, env=env, capture_output=True, check=True)
    graph = json.loads(process.stdout)

    def cargo_key(index: int) -> tuple[object, ...]:
        unit = graph["units"][index]
        name = unit["pkg_id"].rpartition("/")[2].partition("#")[0]
        # Edges of all units below: a unit of Cargo's graph is known by what it contains.
        edges = sorted((edge["extern_crate_name"], cargo_key(edge["index"])) for edge in unit["dependencies"])
        profile = unit["profile"]
        # Without debug information, and for a run, rustc does not get the setting.
        split = profile.get("split_debuginfo") if unit["mode"] == "build" and profile["debuginfo"] else None
        return name, unit["target"]["kind"][0], unit["mode"], split, tuple(unit["features"]), tuple(edges)

    def plan_key(index: int) -> tuple[object, ...]:
        unit = data["units"][index]
        words, run = unit["args"], unit["run"]
        split = next((word.partition("=")[2] for word in words if word.startswith("split-debuginfo=")), None)
        features = tuple(sorted(json.loads(word[8:]) for word in words if word.startswith("feature=")))
        if run is not None:
            below = [("build_script_build", run["program"])]
        else:
            below = [(extern["name"], extern["unit"]) for extern in unit["externs"]]
            below += [("build_script_build", unit["script"])] if unit["script"] is not None else []
        edges = sorted((name, plan_key(to)) for name, to in below)
        return data["packages"][unit["package"]]["name"], unit["kind"], unit["mode"], split, features, tuple(edges)

    expected = sorted(map(cargo_key, range(len(graph["units"]))), key=repr)
    assert sorted(map(plan_key, data["commands"]["main"]["units"]), key=repr) == expected
    assert {data["packages"][data["units"][root]["package"]]["name"] for root in data["commands"]["main"]["roots"]} == {
        "app",
        "macros",
    }


def test_units_have_the_values_of_their_system(plan: Path) -> None:
    def unit(system: str, name: str) -> dict[str, Any]:
        units: dict[str, dict[str, Any]] = {row["name"]: row for row in _plan_in_nix(plan, system)["units"]}
        return units[name]

    assert unit("aarch64-darwin", "macros-0.1.0")["products"] == ["libmacros.dylib"]
    assert unit("riscv64-linux", "macros-0.1.0")["products"] == ["libmacros.so"]
    script = unit("riscv64-linux", "app-0.1.0-build-script-run")
    assert (script["env"]["HOST"], script["env"]["TARGET"]) == ("riscv64gc-unknown-linux-gnu",) * 2
    assert unit("aarch64-linux", "app-0.1.0-bin-app")["linker"] == "aarch64-linux-gnu-gcc"
    assert unit("x86_64-darwin", "app-0.1.0-bin-app")["args_after"] == ["--cfg", "apple"]
    assert "split-debuginfo=unpacked" in unit("x86_64-darwin", "app-0.1.0-bin-app")["args"]
    assert "split-debuginfo=unpacked" not in unit("x86_64-linux", "app-0.1.0-bin-app")["args"]


def test_the_plan_check_passes_and_names_the_system(project: Path, plan: Path, tmp_path: Path) -> None:
    arguments = _systems(*SYSTEMS)
    assert build(workspace(project, f"committedPlan = {plan}; {arguments}") + ".checks.plan").is_file()
    data = json.loads(plan.read_text(encoding="utf-8"))
    data["systems"]["aarch64-darwin"]["rustc"][-1] = "LLVM version: 1"
    changed = tmp_path / "cargo-nix.json"
    sign_plan(changed, data)
    with pytest.raises(Failed) as stopped:
        build(workspace(project, f"committedPlan = {changed}; {arguments}") + ".checks.plan")
    assert "at: cargo-nix.json: systems.aarch64-darwin.rustc" in stopped.value.text


@pytest.mark.parametrize(
    ("tamper", "place"),
    [
        (lambda part: part.pop("units"), "systems.aarch64-darwin.units"),
        (lambda part: part.update(units=[[0, 9999]]), "systems.aarch64-darwin.units"),
        (lambda part: part.update(units=[[1, 1]]), "commands.doc"),
        (lambda part: part.update(units=[[-1, 2]]), "systems.aarch64-darwin.units[0]"),
        (lambda part: part["changes"].append([{"closure": [9999]}, [3]]), "units[3]"),
        (lambda part: part["changes"].append([{"src_path": "../../x"}, [3]]), "units[3].src_path"),
        (lambda part: part["changes"].append([{"args": [0, 1]}, [3]]), "systems.aarch64-darwin.changes"),
        (lambda part: part["changes"].append([{"args": [99, 99, ["x"]]}, [3]]), None),
        (lambda part: part["changes"].append([{"env": 1}, [3]]), "systems.aarch64-darwin.changes"),
        (lambda part: part["changes"].append([{"identity": "../x"}, [3]]), "units[3].files[0]"),
        (lambda part: part["changes"].append([{"unknown": "x"}, [3]]), "units[3].unknown"),
        (lambda part: part["commands"].update(more=None), "commands.more"),
        (lambda part: part["commands"].pop("test"), "commands"),
    ],
)
def test_a_tampered_system_is_an_error(
    project: Path, plan: Path, tmp_path: Path, tamper: Callable[[dict[str, Any]], object], place: str | None
) -> None:
    data = json.loads(plan.read_text(encoding="utf-8"))
    tamper(data["systems"]["aarch64-darwin"])
    changed = tmp_path / "cargo-nix.json"
    sign_plan(changed, data)
    # The other systems do not read these differences.
    assert _outputs(project, "x86_64-linux", changed)
    if place is None:
        assert _outputs(project, "aarch64-darwin", changed)
        return
    with pytest.raises(Failed) as stopped:
        _outputs(project, "aarch64-darwin", changed)
    message = stopped.value.text.rpartition("error: ")[2].splitlines()
    assert message[0] == "the committed plan has an invalid value"
    assert message[1].startswith(f"         at: cargo-nix.json: {place}")


FLAKE = """
{
  inputs.cargo-nix = { url = "path:@checkout@"; flake = false; };
  inputs.nixpkgs = { url = "path:@debian@"; flake = false; };
  outputs = { self, cargo-nix, nixpkgs }:
    let
      systems = [ @systems@ ];
      workspaces = builtins.listToAttrs (map (system: {
        name = system;
        value = (import "${cargo-nix}/nixlib" { }).buildCargoWorkspace {
          pkgs = import nixpkgs { inherit system; };
          src = ./.;
          @selection@
          committedPlan = ./cargo-nix.json;
          inherit systems;
        };
      }) systems);
      of = builtins.mapAttrs;
    in
    {
      packages = of (_: workspace: workspace.packages // { inherit (workspace) default doc; }) workspaces;
      apps = of (_: workspace: workspace.apps) workspaces;
      checks = of (_: workspace: workspace.checks) workspaces;
      devShells = of (_: workspace: { default = workspace.devShell; }) workspaces;
    };
}
"""


def test_flake_commands_need_no_import_for_any_system(project: Path, tmp_path: Path) -> None:
    flake = tmp_path / "flake"
    shutil.copytree(project, flake, ignore=shutil.ignore_patterns("cargo-nix.json"))
    library = tmp_path / "library"
    for name in ("nixlib", "pylib", "rustlib"):
        shutil.copytree(CHECKOUT / name, library / name, ignore=shutil.ignore_patterns("__pycache__"))
    text = FLAKE.replace("@checkout@", str(library)).replace("@debian@", str(CHECKOUT / "tests/debian"))
    text = text.replace("@selection@", SELECTION).replace(
        "@systems@", " ".join(json.dumps(system) for system in SYSTEMS)
    )
    (flake / "flake.nix").write_text(text, encoding="utf-8")

    def nix(*words: str) -> str:
        process = subprocess.run(["nix", *words, *NO_IMPORT], cwd=flake, capture_output=True, text=True, check=False)
        assert process.returncode == 0, process.stderr
        return process.stdout

    nix("run", f"path:{flake}#update-plan")
    assert (flake / "cargo-nix.json").is_file()
    shown = json.loads(nix("flake", "show", "--all-systems", "--json", f"path:{flake}"))
    assert all(
        json.dumps(shown).count(f'"{system}"') >= len(("packages", "apps", "checks", "devShells")) for system in SYSTEMS
    )
    nix("flake", "check", "--all-systems", "--no-build", f"path:{flake}")
