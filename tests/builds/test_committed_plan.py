"""A committed plan gives the same derivations as a plan from evaluation; a stale plan stops evaluation."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from cargo_nix.cli import main
from support.nix import Failed, drv_paths, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*", "tool"]\nresolver = "2"\n',
    "Cargo.lock": lock("a", "b a", "hidden", "tool b"),
    "crates/a/Cargo.toml": package("a"),
    "crates/a/src/lib.rs": "pub fn a() -> u32 { 1 }\n",
    "crates/b/Cargo.toml": package("b", '[dependencies]\na = { path = "../a" }\n'),
    "crates/b/src/lib.rs": "pub fn b() -> u32 { a::a() + 1 }\n",
    "crates/b/build.rs": "fn main() {}\n",
    # Cargo's globs match hidden directories too.
    "crates/.hidden/Cargo.toml": package("hidden"),
    "crates/.hidden/src/lib.rs": "",
    "tool/Cargo.toml": package(
        "tool", '[dependencies]\nb = { path = "../crates/b" }\n\n[[bin]]\nname = "t"\npath = "t.rs"\n'
    ),
    "tool/t.rs": 'fn main() { println!("{}", b::b()); }\n',
    "tool/src/bin/second/main.rs": "fn main() {}\n",
    "tool/README.md": "# tool\n",
    "tool/tests/it.rs": "#[test] fn it() {}\n",
    "target/debug/junk.rs": "junk\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", FILES)


def _plan(project: Path, *flags: str) -> Path:
    plan = project.parent / "cargo-nix.json"
    assert main(["plan", "--root", str(project), "--out", str(plan), *flags]) == 0
    return plan


@pytest.mark.parametrize(
    ("flags", "arguments"),
    [
        ([], ""),
        (["-p", "tool"], 'packages = [ "tool" ];'),
        (["--profile", "dev"], 'profile = "dev";'),
        (["--target", "wasm32-unknown-unknown"], 'target = "wasm32-unknown-unknown";'),
    ],
)
def test_a_committed_plan_gives_the_same_derivations(project: Path, flags: list[str], arguments: str) -> None:
    plan = f"committedPlan = {_plan(project, *flags)};"
    committed = drv_paths(workspace(project, f"{plan} {arguments}") + ".units")
    evaluated = drv_paths(workspace(project, arguments) + ".units")
    assert committed == evaluated
    assert len(evaluated) > 3


def test_the_plan_does_not_depend_on_the_checkouts_path(project: Path, tmp_path: Path) -> None:
    first = _plan(project).read_bytes()
    copy = tmp_path / "another/depth/project"
    shutil.copytree(project, copy)
    assert _plan(copy).read_bytes() == first


def test_the_plan_ignores_the_users_configuration(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _plan(project).read_bytes()
    user_config = '[build]\nrustflags = ["-Copt-level=1"]\n\n[env]\nMINE = "private"\n\n[net]\nretry = 1\n'
    write_project(tmp_path, {"home/config.toml": user_config, ".cargo/config.toml": user_config})
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("RUSTFLAGS", "--cfg mine")
    assert _plan(project).read_bytes() == first


def test_the_command_and_the_derivation_write_the_same_bytes(project: Path) -> None:
    evaluated_plan = evaluate(f"builtins.readFile {workspace(project)}.plan")
    assert evaluated_plan == _plan(project, "--no-files").read_text(encoding="utf-8")


def test_a_stale_plan_names_the_command_that_writes_it(project: Path) -> None:
    plan = _plan(project)
    old_hash = evaluate(f"(builtins.fromJSON (builtins.readFile {plan})).inputs")
    write_project(project, {"crates/a/Cargo.toml": package("a", "[features]\nnew = []\n")})
    new_hash = subprocess.run(
        [
            "nix",
            "eval",
            "--impure",
            "--raw",
            "--expr",
            f"(builtins.fromJSON (builtins.readFile {_plan_after(project)})).inputs",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    with pytest.raises(Failed) as stopped:
        drv_paths(workspace(project, f"committedPlan = {plan};") + ".units")
    assert stopped.value.text.rpartition("error: ")[2].rstrip() == "\n".join(
        [
            "the committed plan is stale: manifests, Cargo.lock or the selection have changed",
            "         at: cargo-nix.json: inputs",
            f"         expected: {new_hash}",
            f"         got: {old_hash}",
            "         ways out:",
            "           1. write the plan again: nix run .#cargo-nix -- plan",
            "           2. remove `committedPlan`: Nix then makes the plan during evaluation",
        ]
    )


def test_outputs_have_names_despite_a_stale_plan(project: Path) -> None:
    """`nix run .#cargo-nix` lists the names of all packages before Nix starts the command."""
    plan = project / "plans/here.json"
    plan.parent.mkdir()
    assert main(["plan", "--root", str(project), "--out", str(plan)]) == 0
    write_project(project, {"crates/a/Cargo.toml": package("a", "[features]\nnew = []\n")})
    stale = workspace(project, f"committedPlan = {plan};")
    assert evaluate(f"builtins.attrNames {stale}.packages") == ["a", "b", "hidden", "tool"]
    with pytest.raises(Failed) as stopped:
        drv_paths(f"{stale}.packages")
    assert "1. write the plan again: nix run .#cargo-nix -- plan --out plans/here.json\n" in stopped.value.text


def _plan_after(project: Path) -> Path:
    out = project.parent / "after.json"
    assert main(["plan", "--root", str(project), "--out", str(out)]) == 0
    return out


def test_a_plan_with_another_schema_is_an_error(project: Path) -> None:
    plan = project.parent / "cargo-nix.json"
    plan.write_text('{"schema": 99}\n', encoding="utf-8")
    with pytest.raises(Failed) as stopped:
        drv_paths(workspace(project, f"committedPlan = {plan};") + ".units")
    assert stopped.value.text.rpartition("error: ")[2].rstrip() == "\n".join(
        [
            "the committed plan has another schema version",
            "         at: cargo-nix.json: schema",
            "         expected: 3",
            "         got: 99",
            "         ways out:",
            "           1. write the plan again: nix run .#cargo-nix -- plan",
            "           2. use the cargo-nix that wrote the plan",
            "           3. remove `committedPlan`: Nix then makes the plan during evaluation",
        ]
    )


def test_a_plan_for_another_machine_is_an_error(project: Path) -> None:
    plan = _plan(project)
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace('"host": "x86_64-', '"host": "aarch64-'), encoding="utf-8")
    with pytest.raises(Failed) as stopped:
        drv_paths(workspace(project, f"committedPlan = {plan};") + ".units")
    assert stopped.value.text.rpartition("error: ")[2].rstrip() == "\n".join(
        [
            "the committed plan is for another system",
            "         at: cargo-nix.json: host",
            "         expected: a triple of x86_64-linux",
            "         got: aarch64-unknown-linux-gnu",
            "         ways out:",
            '           1. select a plan by system: committedPlan = ./plans + "/${system}.json"',
            "           2. write the plan on this system: nix run .#cargo-nix -- plan",
            "           3. remove `committedPlan`: Nix then makes the plan during evaluation",
        ]
    )


def test_a_plan_with_conflict_marks_is_an_error(project: Path) -> None:
    plan = _plan(project)
    lines = plan.read_text(encoding="utf-8").splitlines()
    marked = [lines[0], "<<<<<<< ours", *lines[1:], "=======", ">>>>>>> theirs"]
    plan.write_text("\n".join(marked), encoding="utf-8")
    with pytest.raises(Failed) as stopped:
        drv_paths(workspace(project, f"committedPlan = {plan};") + ".units")
    assert stopped.value.text.rpartition("error: ")[2].rstrip() == "\n".join(
        [
            "the committed plan has conflict marks",
            "         at: cargo-nix.json",
            "         expected: a file that `cargo-nix plan` wrote",
            "         got: the marks of a merge",
            "         ways out:",
            "           1. write the plan again: nix run .#cargo-nix -- plan",
        ]
    )


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("", "the committed plan is cut off"),
        ("half", "the committed plan is cut off"),
        ("without units", "the committed plan lacks `units`"),
        ("not JSON", "the committed plan is not JSON"),
    ],
)
def test_a_damaged_plan_is_an_error(project: Path, damage: str, problem: str) -> None:
    plan = _plan(project)
    text = plan.read_text(encoding="utf-8")
    without_units = json.dumps({key: value for key, value in json.loads(text).items() if key != "units"}) + "\n"
    damaged = {"": "", "half": text[: len(text) // 2], "without units": without_units, "not JSON": "{ x }\n"}[damage]
    plan.write_text(damaged, encoding="utf-8")
    with pytest.raises(Failed) as stopped:
        evaluate(workspace(project, f"committedPlan = {plan};") + ".default.drvPath")
    assert f"{problem}\n         at: cargo-nix.json" in stopped.value.text
    assert "nix run .#cargo-nix -- plan" in stopped.value.text
