"""A workspace in a subdirectory of the source: `cargoRoot`."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from cargo_nix.cli import main
from support.nix import Failed, build, drv_paths, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

SAYS = 'println!("{} {} {}", file!(), env!("CARGO_MANIFEST_DIR").rsplit(\'/\').next().unwrap(), env!("HERE"));'
FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["lib"]\nexclude = ["frontend"]\nresolver = "2"\n\n[workspace.package]\nedition = "2021"\n',
    "Cargo.lock": lock("lib"),
    ".cargo/config.toml": '[env]\nHERE = "above"\nABOVE = { value = "notes", relative = true }\n',
    "notes/a.txt": "a note\n",
    "lib/Cargo.toml": '[package]\nname = "lib"\nversion = "0.1.0"\nedition.workspace = true\n',
    "lib/src/lib.rs": "mod inner;\npub use inner::hello;\npub fn place() -> &'static str { file!() }\n",
    "lib/src/inner.rs": 'pub fn hello() -> &\'static str { "hello" }\n',
    "frontend/Cargo.toml": '[workspace]\nmembers = ["app", "site"]\nresolver = "2"\n',
    "frontend/Cargo.lock": lock("app lib", "lib", "site"),
    "frontend/.cargo/config.toml": (
        '[env]\nHERE = "beside"\nSITE = { value = "site", relative = true }\n'
        '[target.x86_64-unknown-linux-gnu]\nlinker = "tools/gcc"\n'
    ),
    "frontend/tools/gcc": '#!/bin/sh\nexec cc "$@" -Wl,--defsym=linked_by_the_workspace=42\n',
    "frontend/app/Cargo.toml": package("app", '[dependencies]\nlib = { path = "../../lib" }\n'),
    "frontend/app/build.rs": (
        'fn main() {\n    println!("cargo::rerun-if-changed=build.rs");\n'
        '    let site = std::env::var("SITE").unwrap();\n    let above = std::env::var("ABOVE").unwrap();\n'
        "    let last = |path: &str| path.rsplit('/').take(2).collect::<Vec<_>>().join(\"<\");\n"
        '    println!("cargo::rustc-env=PLACES={} {}", last(&site), std::path::Path::new(&above).file_name().unwrap().to_str().unwrap());\n}\n'
    ),
    "frontend/app/src/main.rs": (
        'extern "C" {\n    static linked_by_the_workspace: u8;\n}\nfn main() {\n'
        '    println!("{}", lib::hello());\n    ' + SAYS + "\n"
        '    println!("{}", env!("PLACES"));\n'
        '    println!("{}", unsafe { &raw const linked_by_the_workspace } as usize & 0xff);\n}\n'
    ),
    "frontend/app/tests/reads.rs": (
        '#[test]\nfn reads() {\n    assert!(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data.txt")).exists());\n'
        '    assert_eq!(file!(), "app/tests/reads.rs");\n    assert!(lib::place().ends_with("/lib/src/lib.rs"));\n}\n'
    ),
    "frontend/app/tests/data.txt": "data\n",
    "frontend/site/Cargo.toml": package("site", '[lints.clippy]\nall = "deny"\n'),
    "frontend/site/src/lib.rs": "//! ```\n//! assert_eq!(site::one(), 1);\n//! ```\n/// One.\npub fn one() -> u32 {\n    1\n}\n",
}  # fmt: skip


def _project(tmp_path: Path, extra_files: Mapping[str, str] | None = None) -> Path:
    project = write_project(tmp_path / "project", {**FILES, **(extra_files or {})})
    (project / "frontend/tools/gcc").chmod(0o755)
    return project


def _cargo_run_output(project: Path) -> str:
    argv = ["cargo", "run", "--quiet", "--release", "--offline", "--locked", "-p", "app"]
    env = {**os.environ, "CARGO_TARGET_DIR": str(project.parent / "target")}
    process = subprocess.run(argv, cwd=project / "frontend", env=env, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    return process.stdout


def test_program_prints_the_output_of_cargos_program(tmp_path: Path) -> None:
    project = _project(tmp_path)
    out = build(workspace(project, 'cargoRoot = "frontend";') + ".packages.app")
    output = subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout
    assert output == _cargo_run_output(project)
    assert output.splitlines() == ["hello", "app/src/main.rs app beside", "site<frontend notes", "42"]


def test_checks_pass(tmp_path: Path) -> None:
    checks = (
        workspace(_project(tmp_path), 'cargoRoot = "frontend"; workspace = true; checks.clippyArgs = [ ];') + ".checks"
    )
    for name in ("app-test-reads", "site-doctest", "app-clippy", "site-clippy", "site-fmt", "site-doc"):
        build(f'{checks}."{name}"')


@pytest.mark.parametrize("spelling", ["frontend", "./frontend/", "frontend/../frontend"])
def test_a_committed_plan_gives_the_same_units(spelling: str, tmp_path: Path) -> None:
    project = _project(tmp_path)
    plan = tmp_path / "plan.json"
    assert main(["plan", "--root", str(project), "--cargo-root", spelling, "--out", str(plan)]) == 0
    arguments = f'cargoRoot = "{spelling}";'
    committed = drv_paths(workspace(project, f"committedPlan = {plan}; {arguments}") + ".units")
    assert committed == drv_paths(workspace(project, arguments) + ".units")
    build(workspace(project, f'committedPlan = {plan}; cargoRoot = "frontend";') + ".checks.plan")


def test_only_manifests_and_configuration_change_the_plan(tmp_path: Path) -> None:
    project = _project(tmp_path)
    expression = "[ " + workspace(project, 'cargoRoot = "frontend";') + ".plan ]"
    before = drv_paths(expression)
    # The lock file, the other members and the code of the outer workspace do not matter here.
    write_project(
        project, {"Cargo.lock": lock("lib", "other"), "lib/src/inner.rs": "// edited\n", "other/Cargo.toml": ""}
    )
    assert drv_paths(expression) == before
    for path, text in (
        ("lib/src/main.rs", "fn main() {}\n"),
        ("Cargo.toml", FILES["Cargo.toml"].replace("2021", "2024")),
        (".cargo/config.toml", "[env]\n"),
    ):
        write_project(project, {path: text})
        after = drv_paths(expression)
        assert after != before, path
        before = after


def test_an_edit_rebuilds_the_edited_package_and_its_dependents(tmp_path: Path) -> None:
    project = _project(tmp_path)
    expression = workspace(project, 'cargoRoot = "frontend"; workspace = true;') + ".units"
    before = drv_paths(expression)
    write_project(
        project, {"lib/src/inner.rs": 'pub fn hello() -> &\'static str { "hi" }\n', "frontend/x.txt": "", "x.txt": ""}
    )
    changed = {path.partition("-")[2] for path in set(drv_paths(expression)) - set(before)}
    assert changed == {"lib-0.1.0.drv", "app-0.1.0-bin-app.drv"}


def test_a_library_has_the_same_file_set_in_both_workspaces(tmp_path: Path) -> None:
    project = _project(tmp_path)
    unit = '.units."lib-0.1.0".src'
    assert evaluate(workspace(project) + unit) == evaluate(workspace(project, 'cargoRoot = "frontend";') + unit)


def _error_lines(expression: str) -> list[str]:
    with pytest.raises(Failed) as stopped:
        build(expression)
    lines = stopped.value.text.splitlines()
    plan_log = [line.partition("> ")[2] for line in lines if line.startswith("cargo-nix-plan> ")]
    start = max((n for n, line in enumerate(lines) if line.startswith("       error: ")), default=0)
    return plan_log or [line[7:] for line in lines[start:]]


@pytest.mark.parametrize(("argument", "shown_value"), [('"../x"', '"../x"'), ('"/x"', '"/x"')])
def test_cargo_root_is_not_a_directory_of_the_source(argument: str, shown_value: str, tmp_path: Path) -> None:
    assert _error_lines(workspace(_project(tmp_path), f"cargoRoot = {argument};") + ".default") == [
        "error: `cargoRoot` is not a directory of `src`",
        "  at: buildCargoWorkspace: cargoRoot",
        "  expected: a string with the path of a directory in `src`",
        f"  got: {shown_value}",
        "  ways out:",
        '    1. `src = ./.; cargoRoot = "frontend";`',
        "    2. set `src` to a directory with the workspace and all of its path dependencies",
    ]


def test_cargo_root_has_no_manifest(tmp_path: Path) -> None:
    project = _project(tmp_path)
    assert _error_lines(workspace(project, 'cargoRoot = "backend";') + ".default") == [
        "error: there is no Cargo.toml",
        "  at: buildCargoWorkspace: cargoRoot",
        "  expected: the root of a Cargo workspace or package",
        f"  got: {project}/backend",
        "  ways out:",
        "    1. set `cargoRoot` to the directory with Cargo.toml and Cargo.lock",
        '    2. for a subdirectory of `src`: `cargoRoot = "frontend";`',
        "    3. in a git checkout: git add Cargo.toml (Nix sees only tracked files)",
    ]


def test_cargo_root_is_a_member_of_another_workspace(tmp_path: Path) -> None:
    project = _project(tmp_path, {"lib/Cargo.lock": lock("lib")})
    assert _error_lines(workspace(project, 'cargoRoot = "lib";') + ".default") == [
        "error: the package belongs to a workspace in another directory",
        "  at: buildCargoWorkspace: cargoRoot",
        "  expected: the root of a workspace in `lib`",
        "  got: a package without `[workspace]`; Cargo takes the workspace in `.`",
        "  ways out:",
        '    1. build this workspace: `cargoRoot = ""; packages = [ … ];`',
        "    2. make the package a workspace: add `[workspace]` to Cargo.toml",
    ]


def test_a_path_dependency_lies_outside_the_source(tmp_path: Path) -> None:
    project = _project(tmp_path)
    assert _error_lines(workspace(project / "frontend", 'packages = [ "app" ];') + ".default") == [
        "error: a path in a manifest is outside of the source",
        "  at: ../lib/Cargo.toml",
        "  expected: all members and path dependencies below `src`",
        "  got: failed to load manifest for workspace member `app`",
        "  ways out:",
        "    1. set `src` to a directory with all of them, and `cargoRoot` to the directory of the workspace",
        "    2. depend on the package by git or by version",
    ]
