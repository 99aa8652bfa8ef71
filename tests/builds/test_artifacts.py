"""Artifact dependencies in the sandbox: programs that embed, start and load artifacts of other packages (S35)."""

import subprocess
from pathlib import Path

import pytest

from support.nix import build, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

MANIFEST = """
[workspace]

[dependencies]
tool = { path = "tool", artifact = "bin" }
shared = { path = "shared", artifact = "cdylib", lib = true }
other-name = { path = "beside", package = "beside", artifact = "bin:left" }
guest = { path = "guest", artifact = "cdylib", target = "wasm32-unknown-unknown" }

[build-dependencies]
tool = { path = "tool", artifact = "bin" }
"""
LIBRARY = "\n[lib]\ncrate-type = [{}]\n"
FILES = {
    ".cargo/config.toml": "[unstable]\nbindeps = true\n",
    "Cargo.toml": package("app", MANIFEST),
    "Cargo.lock": lock("app beside guest shared tool", "beside", "guest", "shared", "tool"),
    "build.rs": (
        'fn main() {\n    println!("cargo::rerun-if-changed=build.rs");\n'
        '    let mut tool = std::process::Command::new(std::env::var("CARGO_BIN_FILE_TOOL").unwrap());\n'
        '    let said = tool.arg("for the script").output().unwrap().stdout;\n'
        '    println!("cargo::rustc-env=SAID={}", String::from_utf8(said).unwrap().trim());\n}\n'
    ),
    "src/lib.rs": (
        '//! ```\n//! assert!(std::fs::metadata(env!("CARGO_BIN_FILE_TOOL")).is_ok());\n//! ```\n\n'
        'pub const SIZE: usize = include_bytes!(env!("CARGO_BIN_FILE_TOOL")).len();\n'
    ),
    "src/main.rs": """use std::{env, fs, os::unix::fs::PermissionsExt, process::Command};

const TOOL: &[u8] = include_bytes!(env!("CARGO_BIN_FILE_TOOL"));
const GUEST: &[u8] = include_bytes!(env!("CARGO_CDYLIB_FILE_GUEST"));

fn main() {
    let copy = env::temp_dir().join(format!("tool-{}", std::process::id()));
    fs::write(&copy, TOOL).unwrap();
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
    let said = Command::new(&copy).arg("for the program").output().unwrap().stdout;
    fs::remove_file(&copy).unwrap();
    println!("{} / {}", env!("SAID"), String::from_utf8(said).unwrap().trim());
    println!("{} {:?}", shared::answer(), &GUEST[..4]);
}
""",
    "src/bin/starts.rs": """use std::{fs, process::Command};

fn main() {
    print!("{}", String::from_utf8(Command::new(env!("CARGO_BIN_FILE_OTHER_NAME_left")).output().unwrap().stdout).unwrap());
    println!("{}", fs::metadata(env!("CARGO_CDYLIB_FILE_SHARED")).unwrap().len() > 1000);
}
""",
    "tests/starts.rs": (
        "#[test]\nfn a_test_finds_them_when_it_runs_too() {\n"
        '    let tool = std::env::var("CARGO_BIN_FILE_TOOL").unwrap();\n'
        '    assert_eq!(tool, env!("CARGO_BIN_FILE_TOOL"));\n'
        "    assert!(std::process::Command::new(tool).status().unwrap().success());\n}\n"
    ),
    "tool/Cargo.toml": package("tool"),
    "tool/src/main.rs": 'fn main() {\n    println!("the tool, {:?}", std::env::args().nth(1).unwrap_or_default());\n}\n',
    "shared/Cargo.toml": package("shared", LIBRARY.format('"lib", "cdylib"')),
    "shared/src/lib.rs": '#[unsafe(no_mangle)]\npub extern "C" fn answer() -> i32 {\n    42\n}\n',
    "beside/Cargo.toml": package("beside"),
    "beside/src/bin/left.rs": 'fn main() {\n    println!("left");\n}\n',
    "beside/src/bin/right.rs": 'fn main() {\n    compile_error!("nobody wants this one");\n}\n',
    "guest/Cargo.toml": package("guest", LIBRARY.format('"cdylib"')),
    "guest/src/lib.rs": '#[unsafe(no_mangle)]\npub extern "C" fn twice(n: i32) -> i32 {\n    n * 2\n}\n',
}


def output_lines(program: Path) -> list[str]:
    return subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines()


def closure_names(path: Path) -> set[str]:
    argv = ["nix-store", "--query", "--requisites", str(path)]
    store_paths = subprocess.run(argv, capture_output=True, text=True, check=True).stdout.split()
    return {name.partition("-")[2] for name in store_paths}


def test_a_program_embeds_its_artifact_dependencies(tmp_path: Path) -> None:
    out = build(workspace(write_project(tmp_path, FILES)) + ".bins.app")
    assert output_lines(out / "bin/app") == [
        'the tool, "for the script" / the tool, "for the program"',
        "42 [0, 97, 115, 109]",
    ]
    # The program contains the bytes, so its closure has no artifact.
    assert not {name for name in closure_names(out) if "-0.1.0-" in name}


def test_the_closure_contains_artifacts_that_a_program_opens_by_path(tmp_path: Path) -> None:
    out = build(workspace(write_project(tmp_path, FILES)) + ".bins.starts")
    assert output_lines(out / "bin/starts") == ["left", "true"]
    assert {name for name in closure_names(out) if "0.1.0" in name} == {"beside-0.1.0-bin-left", "shared-0.1.0"}


def test_tests_find_artifacts_at_run_time(tmp_path: Path) -> None:
    log = build(workspace(write_project(tmp_path, FILES)) + ".checks.app-test-starts")
    assert "a_test_finds_them_when_it_runs_too ... ok" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("check", ["doctest", "clippy", "doc"])
def test_other_checks_find_artifacts(tmp_path: Path, check: str) -> None:
    assert build(workspace(write_project(tmp_path, FILES)) + f".checks.app-{check}").exists()


def test_a_selected_program_and_its_artifact_share_a_derivation(tmp_path: Path) -> None:
    project = workspace(write_project(tmp_path, FILES), "workspace = true;")
    units = evaluate(f"builtins.attrNames {project}.units")
    assert isinstance(units, list)
    # The artifact of a build script has the profile of build scripts, so `tool` has two units.
    assert [name.rpartition("-")[0] for name in units if "-bin-tool-" in name] == ["tool-0.1.0-bin-tool"] * 2
    assert [name for name in units if "-bin-left" in name] == ["beside-0.1.0-bin-left"]
