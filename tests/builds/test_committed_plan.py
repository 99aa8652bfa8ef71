"""A committed plan gives the same derivations as plans from evaluation; an unusable plan stops evaluation."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.nix import CHECKOUT, Failed, build, commit_plan, evaluate, needs_nix, workspace
from support.plans import OUTPUTS, sign_plan
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
    "crates/b/benches/speed.rs": "fn main() {}\n",
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
WAYS_OUT = [
    "         ways out:",
    "           1. write the plan again: nix run .#update-plan",
    "           2. remove `committedPlan`: Nix then makes the plan during evaluation",
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", FILES)


def _outputs(project: Path, arguments: str, *options: str) -> object:
    return evaluate(f"let w = {workspace(project, arguments)}; in {OUTPUTS.format('w')}", *options)


def _plan(project: Path, arguments: str = "") -> Path:
    return commit_plan(project, project / "cargo-nix.json", arguments)


def _message(project: Path, plan: Path, arguments: str = "") -> list[str]:
    """Return the lines of the error that a unit of ``project`` stops with. Nothing is built."""
    options = ["--option", "allow-import-from-derivation", "false"]
    expression = f"{workspace(project, f'committedPlan = {plan}; {arguments}')}.units"
    with pytest.raises(Failed) as stopped:
        evaluate(f"map (unit: unit.drvPath) (builtins.attrValues {expression})", *options)
    assert "building '" not in stopped.value.text
    return stopped.value.text.rpartition("error: ")[2].rstrip().splitlines()


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        'packages = [ "tool" ];',
        'workspace = true; profile = "dev";',
        'workspace = true; target = "wasm32-unknown-unknown";',
        "workspace = true; cargoTargets.bins = true;",
        'workspace = true; checks.profile = "dev"; checks.benches = false;',
        "workspace = true; scanFiles = false;",
    ],
)
def test_a_committed_plan_gives_the_same_derivations(project: Path, arguments: str) -> None:
    plan = f"committedPlan = {_plan(project, arguments)};"
    no_import = ["--option", "allow-import-from-derivation", "false"]
    committed = _outputs(project, f"{plan} {arguments}", *no_import)
    assert committed == _outputs(project, arguments)
    allowed = [option for path in (CHECKOUT, project) for option in ("-I", f"x={path}")]
    assert _outputs(project, f"{plan} {arguments}", *no_import, "--restrict-eval", *allowed) == committed


def test_the_plan_check_passes(project: Path) -> None:
    plan = _plan(project)
    assert build(workspace(project, f"committedPlan = {plan};") + ".checks.plan").is_file()


def test_the_plan_does_not_depend_on_the_checkouts_path(project: Path, tmp_path: Path) -> None:
    first = _plan(project).read_bytes()
    copy = tmp_path / "another/depth/project"
    shutil.copytree(project, copy)
    assert _plan(copy).read_bytes() == first


def _change_manifest(project: Path) -> None:
    write_project(project, {"crates/a/Cargo.toml": package("a", "[features]\nnew = []\n")})


def test_a_stale_plan_is_an_error(project: Path) -> None:
    plan = _plan(project)
    old_hash = json.loads(plan.read_text(encoding="utf-8"))["inputs"]
    _change_manifest(project)
    message = _message(project, plan)
    new_hash = json.loads(_plan(project).read_text(encoding="utf-8"))["inputs"]
    assert message == [
        "the committed plan is stale: its inputs have changed",
        "         at: cargo-nix.json: inputs",
        f"         expected: {new_hash}",
        f"         got: {old_hash}",
        *WAYS_OUT,
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        'profile = "dev";',
        "scanFiles = false;",
        "packageOverrides.a.macroInputs = [ ];",
        "checks.benches = false;",
        f'toolchain = let pkgs = import {CHECKOUT}/tests/debian {{ }}; in {{ inherit (pkgs) cargo; rustc = pkgs.rustc // {{ version = "2"; }}; }};',
    ],
)
def test_each_input_makes_the_plan_stale(project: Path, arguments: str) -> None:
    message = _message(project, _plan(project), arguments)
    assert message[0] == "the committed plan is stale: its inputs have changed"


def test_an_edit_of_a_function_keeps_the_plan(project: Path) -> None:
    plan = _plan(project)
    write_project(project, {"crates/a/src/lib.rs": "pub fn a() -> u32 { 2 }\n"})
    assert _outputs(project, f"committedPlan = {plan};") == _outputs(project, "")


def test_outputs_have_names_despite_a_stale_plan(project: Path) -> None:
    plan = _plan(project)
    _change_manifest(project)
    stale = workspace(project, f"committedPlan = {plan};")
    assert evaluate(f"builtins.attrNames {stale}.packages") == ["a", "b", "hidden", "tool"]
    assert evaluate(f"builtins.attrNames {stale}.apps") == ["default", "export", "second", "t", "update-plan"]


def _cut(text: str) -> str:
    return text[: len(text) // 2]


def _merge(text: str) -> str:
    first, *lines = text.splitlines()
    return "\n".join([first, "<<<<<<< ours", *lines[1:], "=======", ">>>>>>> theirs"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            _merge,
            [
                "the committed plan has conflict marks",
                "         at: cargo-nix.json",
                "         expected: a file without conflict marks",
                "         got: the marks of a merge",
            ],
        ),
        (
            lambda text: text.replace('"schema": 5', '"schema": 99', 1),
            [
                "the committed plan has another schema version",
                "         at: cargo-nix.json",
                "         expected: 5",
                "         got: 99",
            ],
        ),
        (
            lambda _text: '{"units": []}\n',
            [
                "the file is not a committed plan",
                "         at: cargo-nix.json",
                '         expected: { "schema": 5, …',
                r'         got: "{\"units\": []}"',
            ],
        ),
        (
            lambda _text: "",
            [
                "the file is not a committed plan",
                "         at: cargo-nix.json",
                '         expected: { "schema": 5, …',
                "         got: an empty file",
            ],
        ),
        (
            lambda text: text.replace('"opt-level=3"', '"opt-level=2"', 1),
            [
                "the committed plan was edited",
                "         at: cargo-nix.json",
                "         expected: sha256: ",
                "         got: sha256: ",
            ],
        ),
        (
            _cut,
            [
                "the committed plan is cut off",
                "         at: cargo-nix.json",
                "         expected: a hash of the text in the last line",
                '         got: "',
            ],
        ),
    ],
    ids=["conflict", "schema", "other file", "empty", "edited", "cut off"],
)
def test_a_broken_file_is_an_error(project: Path, change: Callable[[str], str], expected: list[str]) -> None:
    plan = _plan(project)
    text = plan.read_text(encoding="utf-8")
    plan.write_text(change(text), encoding="utf-8")
    message = _message(project, plan)
    assert message[4:] == WAYS_OUT
    assert len(message) == len(expected) + len(WAYS_OUT)
    for line, start in zip(message[:4], expected, strict=True):
        assert line.startswith(start) if start[-1] in ' "' else line == start
    # `nix run .#update-plan` evaluates the names of packages, but the command reads nothing of the file.
    names = evaluate(f"builtins.attrNames {workspace(project, f'committedPlan = {plan};')}.packages")
    assert names == ["a", "b", "hidden", "tool"]
    assert evaluate(f"builtins.attrNames {workspace(project, f'committedPlan = {plan};')}.apps") == [
        "export",
        "update-plan",
    ]
    assert _plan(project).read_text(encoding="utf-8") == text


def test_a_missing_file_is_an_error(project: Path) -> None:
    plan = project / "plans/cargo-nix.json"
    assert _message(project, plan) == [
        "the committed plan does not exist",
        "         at: plans/cargo-nix.json",
        "         expected: a file that `nix run .#update-plan` wrote",
        "         got: no file",
        "         ways out:",
        "           1. write the plan: nix run .#update-plan",
        "           2. a flake sees only files that git tracks: git add plans/cargo-nix.json",
        "           3. remove `committedPlan`: Nix then makes the plan during evaluation",
    ]
    assert commit_plan(project, plan).is_file()


@pytest.mark.parametrize(
    ("tamper", "place", "expected", "got"),
    [
        (
            lambda data: data["units"][0].update(src_path="../../etc/passwd"),
            "units[0].src_path",
            "a path inside of its directory",
            'the string "../../etc/passwd"',
        ),
        (
            lambda data: data["sets"][0].update(take=["/etc"]),
            "sets[0].take[0]",
            "a path inside of its directory",
            'the string "/etc"',
        ),
        (
            lambda data: data["units"][0].update(linker="../../bin/ld"),
            "units[0].linker",
            "null or a program: a name, an absolute path, or a path in the source",
            'the string "../../bin/ld"',
        ),
        (
            lambda data: data["packages"][0]["targets"][0].update(src_path="../../../etc/passwd"),
            "packages[0].targets",
            "paths inside of the source",
            "../../../etc/passwd",
        ),
        (
            lambda data: data["packages"][0]["env"].update(PATH="/bin"),
            "packages[0].env.PATH",
            None,
            "PATH",
        ),
        (lambda data: data["units"][0].update(closure=[0]), "units[0]", "indexes below 0", "0"),
        (lambda data: data["units"][1].update(closure=[10000]), "units[1]", "indexes below 1", "10000"),
        (lambda data: data["units"][0].update(closure=[-1]), "units[0].closure[0]", "an index", "-1"),
        (lambda data: data["units"][0].update(package=99), "units[0].package", "indexes below 4", "99"),
        (lambda data: data["commands"]["test"].update(roots=[9999]), "commands.test", None, "9999"),
        (lambda data: data["commands"].pop("doc"), "commands", "a command `doc`", "no such command"),
        (lambda data: data["units"][0].update(fields=1), "units[0].fields", None, "fields"),
        (lambda data: data.update(units={}), "plan.units", "a list", "an empty set"),
        (
            lambda data: data["packages"][0]["origin"].update(directory=None, crate="evil-1.0.0"),
            "packages[0].origin.crate",
            "a crate in Cargo.lock",
            "evil-1.0.0",
        ),
    ],
)
def test_a_tampered_plan_is_an_error(
    project: Path, tamper: Callable[[dict[str, Any]], object], place: str, expected: str | None, got: str
) -> None:
    plan = _plan(project)
    data = json.loads(plan.read_text(encoding="utf-8"))
    tamper(data)
    sign_plan(plan, data)
    message = _message(project, plan)
    assert message[:2] == ["the committed plan has an invalid value", f"         at: cargo-nix.json: {place}"]
    assert message[3:] == [f"         got: {got}", *WAYS_OUT]
    if expected is not None:
        assert message[2] == f"         expected: {expected}"


def test_a_signed_plan_without_changes_is_valid(project: Path) -> None:
    plan = _plan(project)
    sign_plan(plan, json.loads(plan.read_text(encoding="utf-8")))
    assert _outputs(project, f"committedPlan = {plan};") == _outputs(project, "")


def test_a_plan_for_another_system_is_an_error(project: Path) -> None:
    plan = _plan(project, 'systems = [ "aarch64-linux" "aarch64-darwin" ];')
    assert _message(project, plan) == [
        "the committed plan is for another system",
        "         at: cargo-nix.json: systems",
        "         expected: a plan of x86_64-linux",
        "         got: aarch64-linux, aarch64-darwin",
        "         ways out:",
        '           1. set `systems = [ "aarch64-linux" "aarch64-darwin" "x86_64-linux" ];` and write the plan again: nix run .#update-plan',
        "           2. write the plan on this system: nix run .#update-plan",
        "           3. remove `committedPlan`: Nix then makes the plan during evaluation",
    ]
