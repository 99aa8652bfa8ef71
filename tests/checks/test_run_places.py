"""The working directory, program path and variables of running tests: conformance only compares the arguments."""

from pathlib import Path

import pytest

from support.nix import build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["app", "mac"]\nresolver = "2"\n',
    "Cargo.lock": lock("app mac", "mac"),
    "app/Cargo.toml": package(
        "app", '[dependencies]\nmac = { path = "../mac" }\n\n[[example]]\nname = "shown"\ntest = true\n'
    ),
    "app/build.rs": "fn main() {\n"
    '    println!("cargo::rustc-env=CARGO_PKG_NAME=script");\n    println!("cargo::rustc-env=MINE=script");\n}\n',
    "app/src/lib.rs": "//! ```\n"
    '//! assert!(std::env::var("LD_LIBRARY_PATH").unwrap().split(":").any(|path| path.ends_with("/out/mac")));\n'
    '//! assert_eq!(std::env::var("CARGO_PKG_NAME").unwrap(), "app");\n//! ```\n',
    "app/examples/shown.rs": "fn main() {}\n\n#[test]\nfn is_where_cargo_has_it() {\n"
    "    let program = std::env::current_exe().unwrap();\n"
    '    assert!(program.parent().unwrap().ends_with("target/release/examples"), "{program:?}");\n'
    '    assert_eq!(env!("CARGO_PKG_NAME"), "script");\n'
    '    assert_eq!(std::env::var("CARGO_PKG_NAME").unwrap(), "app");\n'
    '    assert_eq!(std::env::var("MINE").unwrap(), "script");\n}\n',
    "app/src/bin/first.rs": "fn main() {\n    let program = std::env::current_exe().unwrap();\n"
    '    assert!(std::process::Command::new(program.with_file_name("second")).status().unwrap().success());\n'
    '    print!("{}", program.file_name().unwrap().display());\n}\n',
    "app/src/bin/second.rs": "fn main() {}\n",
    "app/tests/beside.rs": "#[test]\nfn programs_know_their_places() {\n"
    "    let test = std::env::current_exe().unwrap();\n"
    '    let program = test.ancestors().nth(2).unwrap().join("first");\n'
    "    let output = std::process::Command::new(program).output().unwrap();\n"
    '    assert_eq!(String::from_utf8_lossy(&output.stdout), "first");\n}\n',
    "mac/Cargo.toml": package("mac", "[lib]\nproc-macro = true\n"),
    "mac/build.rs": "fn main() {\n"
    '    println!("cargo::rustc-link-search=native={}/mac", std::env::var("OUT_DIR").unwrap());\n}\n',
    "mac/src/lib.rs": "",
}


@pytest.mark.parametrize("check", ["app-example-shown-test", "app-doctest", "app-test-beside"])
def test_a_test_runs_with_cargos_paths_and_variables(check: str, tmp_path: Path) -> None:
    expression = workspace(write_project(tmp_path, FILES), "workspace = true;")
    assert "1 passed" in build(f'{expression}.checks."{check}"').read_text(encoding="utf-8")
