"""Layouts and names of real workspaces that small examples do not have."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from cargo_nix.cli import main
from support.nix import CHECKOUT, Failed, build, drv_paths, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

MAIN = "fn main() {}\n"


def _check_committed_plan(project: Path) -> None:
    """Check that a committed plan has the same skeleton hash and file sets as Nix."""
    plan = project.parent / "plan.json"
    assert main(["plan", "--root", str(project), "--out", str(plan)]) == 0
    committed = drv_paths(workspace(project, f"committedPlan = {plan};") + ".units")
    assert committed == drv_paths(workspace(project) + ".units")
    build(workspace(project, f"committedPlan = {plan};") + ".checks.plan")


def _project(tmp_path: Path, files: Mapping[str, str], links: Mapping[str, str] | None = None) -> Path:
    project = write_project(tmp_path / "project", files)
    for path, target in (links or {}).items():
        (project / path).symlink_to(target)
    return project


def _program_output(project: Path, arguments: str = "") -> str:
    program = build(workspace(project, arguments) + ".default")
    (path,) = (program / "bin").iterdir()
    return subprocess.run([path], capture_output=True, text=True, check=True).stdout


TEMPLATES = {
    "Cargo.toml": package("top", '[workspace]\nexclude = ["tests/demo", "templates/basic"]\n'),
    "Cargo.lock": lock("top"),
    "src/main.rs": 'fn main() { print!("{}", include_str!("../templates/basic/Cargo.toml")); }\n',
    "templates/basic/Cargo.toml": package("basic"),
    "templates/basic/src/main.rs": MAIN,
    "tests/demo/Cargo.toml": package("demo"),
    "tests/demo/src/lib.rs": "// a fixture\n",
    "tests/reads.rs": (
        "#[test] fn reads() { assert_eq!(std::fs::read_to_string("
        'concat!(env!("CARGO_MANIFEST_DIR"), "/tests/demo/src/lib.rs")).unwrap(), "// a fixture\\n"); }\n'
    ),
}


@pytest.mark.parametrize("arguments", ["", "scanFiles = false;"])
def test_excluded_packages_are_files_of_their_parent(tmp_path: Path, arguments: str) -> None:
    project = _project(tmp_path, TEMPLATES)
    assert _program_output(project, arguments) == TEMPLATES["templates/basic/Cargo.toml"]
    build(workspace(project, arguments) + ".checks.top-test-reads")


def test_a_root_package_does_not_see_the_members_below(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("top", '[workspace]\nmembers = ["crates/*"]\n'),
        "Cargo.lock": lock("top", "a"),
        "src/lib.rs": "",
        "crates/a/Cargo.toml": package("a"),
        "crates/a/src/lib.rs": "",
    }
    project = _project(tmp_path, files)
    expression = workspace(project, 'packages = [ "top" ];') + ".units"
    before = drv_paths(expression)
    write_project(project, {"crates/a/src/lib.rs": "// edited\n"})
    assert drv_paths(expression) == before


@pytest.mark.parametrize("arguments", ["", "scanFiles = false;"])
def test_the_source_directory_is_a_link(tmp_path: Path, arguments: str) -> None:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["a", "b"]\nresolver = "2"\n',
        "Cargo.lock": lock("a", "b"),
        "a/Cargo.toml": package("a"),
        "a/src/main.rs": 'mod inner;\nfn main() { print!("{}", inner::text()); }\n',
        "a/src/inner.rs": 'pub fn text() -> &\'static str { env!("CARGO_PKG_NAME") }\n',
        "b/Cargo.toml": package("b"),
    }
    project = _project(tmp_path, files, {"b/src": "../a/src"})
    assert _program_output(project, f'packages = [ "b" ]; {arguments}') == "b"
    _check_committed_plan(project)


@pytest.mark.parametrize("arguments", ["", "scanFiles = false;"])
def test_a_target_lies_outside_its_package(tmp_path: Path, arguments: str) -> None:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["a"]\nresolver = "2"\n',
        "Cargo.lock": lock("a"),
        "a/Cargo.toml": package("a", '[[bin]]\nname = "demo"\npath = "../programs/demo.rs"\n'),
        "programs/demo.rs": 'mod inner;\nfn main() { print!("{}", inner::TEXT); }\n',
        "programs/inner.rs": 'pub const TEXT: &str = "demo";\n',
    }
    project = _project(tmp_path, files)
    assert _program_output(project, arguments) == "demo"
    _check_committed_plan(project)


def test_a_manifest_has_windows_line_endings(tmp_path: Path) -> None:
    project = _project(tmp_path, {"Cargo.lock": lock("top"), "src/main.rs": MAIN})
    (project / "Cargo.toml").write_bytes(package("top").replace("\n", "\r\n").encode())
    _check_committed_plan(project)


def test_the_configuration_patches_a_dependency(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("top", '[dependencies]\nx = { path = "x" }\n\n[workspace]\nexclude = ["x"]\n'),
        "Cargo.lock": lock("top x", "x y", "y"),
        "src/main.rs": 'fn main() { print!("{}", x::TEXT); }\n',
        "x/Cargo.toml": package("x", '[dependencies]\ny = { git = "https://example.invalid/y" }\n'),
        "x/src/lib.rs": "pub use y::TEXT;\n",
        "patched/Cargo.toml": package("y"),
        "patched/src/lib.rs": 'pub const TEXT: &str = "patched";\n',
        ".cargo/config.toml": '[patch."https://example.invalid/y"]\ny = { path = "patched" }\n',
    }
    project = _project(tmp_path, files)
    assert _program_output(project) == "patched"
    _check_committed_plan(project)


def test_a_path_dependency_in_another_workspace(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package(
            "top", '[dependencies]\nx = { path = "other/crates/x" }\n\n[workspace]\nexclude = ["other"]\n'
        ),
        "Cargo.lock": lock("top x", "x"),
        "src/main.rs": "fn main() { x::x(); }\n",
        "other/Cargo.toml": (
            '[workspace]\nmembers = ["crates/*"]\n\n[workspace.package]\nversion = "0.1.0"\n\n'
            '[workspace.lints.rust]\nunused = "allow"\n'
        ),
        "other/crates/x/Cargo.toml": (
            '[package]\nname = "x"\nversion.workspace = true\nedition = "2021"\n\n[lints]\nworkspace = true\n'
        ),
        "other/crates/x/src/lib.rs": "pub fn x() {}\n",
    }
    project = _project(tmp_path, files)
    _check_committed_plan(project)
    plan = f"(builtins.fromJSON (builtins.readFile {workspace(project)}.plan))"
    args = evaluate(f'map (unit: unit.args) (builtins.filter (unit: unit.crate_name == "x") {plan}.units)')
    assert isinstance(args, list)
    assert "--allow=unused" in args[0]


def test_two_stars_match_any_number_of_directories(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["crates/**/p-*"]\nresolver = "2"\n',
        "Cargo.lock": lock("p-x", "p-y", "p-z"),
        **{f"crates/{directory}/Cargo.toml": package(directory[-3:]) for directory in ("p-x", "x/p-y", "w/v/p-z")},
        **{f"crates/{directory}/src/main.rs": MAIN for directory in ("p-x", "x/p-y", "w/v/p-z")},
    }
    project = _project(tmp_path, files)
    assert evaluate(f"builtins.attrNames {workspace(project)}.packages") == ["p-x", "p-y", "p-z"]
    _check_committed_plan(project)


def test_a_target_name_is_not_valid_in_a_store_path(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("uni"),
        "Cargo.lock": lock("uni"),
        "src/main.rs": MAIN,
        "tests/größe.rs": "#[test] fn it() {}\n",
    }
    project = _project(tmp_path, files)
    build(workspace(project) + '.checks."uni-test-größe"')


def test_version_control_and_build_directories_are_not_in_the_source(tmp_path: Path) -> None:
    """Only directories in the root of the source count; deeper directories may be test data."""
    tools = (".git", ".hg", ".svn", ".jj", ".direnv")
    files = {
        "Cargo.toml": package("top"),
        "Cargo.lock": lock("top"),
        "src/main.rs": 'fn main() { print!("{}", include_str!("../deep/real.txt")); }\n',
        "target/CACHEDIR.TAG": "",
        **{f"{tool}/op": "" for tool in tools},
        **{f"deep/{tool}/op": "" for tool in tools},
        "deep/real.txt": "real\n",
    }
    links = {"result": "/nix/store", "result-doc": "/nix/store", "deep/result": "real.txt"}
    project = _project(tmp_path, files, links)
    path_of = f"(import {CHECKOUT}/nixlib {{ }}).scope.sourcePath {{ root = {project}; ownFiles = [ ]; }}"
    source = Path(str(evaluate(f'{path_of} {{ take = [ "" ]; }}')))
    assert sorted(path.relative_to(source).as_posix() for path in source.rglob("*") if not path.is_dir()) == [
        "Cargo.lock",
        "Cargo.toml",
        *(f"deep/{tool}/op" for tool in sorted(tools)),
        "deep/real.txt",
        "deep/result",
        "src/main.rs",
    ]
    _check_committed_plan(project)


def test_a_linked_source_is_an_error(tmp_path: Path) -> None:
    _project(tmp_path, {"Cargo.toml": package("top"), "Cargo.lock": lock("top"), "src/main.rs": MAIN})
    link = tmp_path / "link"
    link.symlink_to("project")
    with pytest.raises(Failed) as stopped:
        drv_paths(workspace(link) + ".units")
    assert stopped.value.text.rpartition("error: ")[2].rstrip() == "\n".join(
        [
            "the source is a symlink",
            "         at: buildCargoWorkspace: src",
            "         expected: a directory: Nix copies a link as a link",
            f"         got: {link}",
            "         ways out:",
            "           1. set `src` to the directory behind the link",
        ]
    )


FLAKE = """{{
  inputs.cargo-nix.url = "path:{checkout}";
  outputs = {{ self, cargo-nix }}:
    let
      workspace = (import (cargo-nix + "/nixlib") {{ }}).buildCargoWorkspace {{
        pkgs = import (cargo-nix + "/tests/debian") {{ }};
        src = ./.;
        committedPlan = ./cargo-nix.json;
      }};
    in
    {{ checks.x86_64-linux = workspace.checks; }};
}}
"""


def test_the_plan_check_passes_in_a_git_checkout_with_a_root_package(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("top"),
        "Cargo.lock": lock("top"),
        "src/main.rs": MAIN,
        ".gitignore": "/.direnv\n/scratch.txt\n",
        "notes.txt": "tracked\n",
    }
    project = _project(tmp_path, files)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b"]
    env = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null"}
    for arguments in (["init", "-q"], ["add", "."]):
        subprocess.run([*git, *arguments], cwd=project, env=env, check=True)
    write_project(project, {".direnv/x": "", "scratch.txt": "", "untracked.txt": ""})
    write_project(project, {"flake.nix": FLAKE.format(checkout=CHECKOUT)})
    assert main(["plan", "--root", str(project)]) == 0
    subprocess.run([*git, "add", "flake.nix", "cargo-nix.json"], cwd=project, env=env, check=True)
    command = ["nix", "build", "--impure", "--no-link", "--extra-experimental-features", "nix-command flakes"]
    subprocess.run([*command, f"{project}#checks.x86_64-linux.plan"], check=True, env=env)
    # A plan for another system is in the same directory.
    text = (project / "cargo-nix.json").read_text(encoding="utf-8")
    write_project(project, {"other.json": text.replace('"host": "x86_64-', '"host": "aarch64-')})
    subprocess.run([*git, "add", "other.json"], cwd=project, env=env, check=True)
    subprocess.run([*command, f"{project}#checks.x86_64-linux.plan"], check=True, env=env)
    # A second plan over the first has the same bytes: the plans are not inputs.
    first = (project / "cargo-nix.json").read_bytes()
    assert main(["plan", "--root", str(project)]) == 0
    assert (project / "cargo-nix.json").read_bytes() == first
