"""A proc-macro that links a C library, and two versions of one crate, in the dev shell."""

import os
import subprocess
from pathlib import Path

import pytest
from shell_project import ShellProject, commit_all

from support.nix import needs_nix
from support.projects import package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

_BUILD = """use std::{env, process::Command};
fn main() {
    let out = env::var("OUT_DIR").unwrap();
    let object = format!("{out}/seven.o");
    assert!(Command::new("cc").args(["-fPIC", "-c", "seven.c", "-o", &object]).status().unwrap().success());
    assert!(Command::new("ar").args(["crs", &format!("{out}/libseven.a"), &object]).status().unwrap().success());
    println!("cargo:rustc-link-search=native={out}");
    println!("cargo:rustc-link-lib=static=seven");
}
"""
_MACRO = """use proc_macro::TokenStream;
unsafe extern "C" { fn seven() -> i32; }
#[proc_macro]
pub fn count(_: TokenStream) -> TokenStream {
    format!("({}, {:?})", unsafe { seven() }, level::level()).parse().unwrap()
}
"""
_KIT = {
    "Cargo.toml": '[workspace]\nmembers = ["*"]\nexclude = [".git"]\nresolver = "2"\n',
    "counter/Cargo.toml": package(
        "counter", '[lib]\nproc-macro = true\n\n[dependencies]\nlevel = { path = "../level" }\n'
    ),
    "counter/build.rs": _BUILD,
    "counter/seven.c": "int seven(void) { return 7; }\n",
    "counter/src/lib.rs": _MACRO,
    "level/Cargo.toml": package("level", "[features]\nhigh = []\n"),
    "level/src/lib.rs": 'pub fn level() -> &\'static str { if cfg!(feature = "high") { "high" } else { "low" } }\n',
}
_NEW_LEVEL = {
    "Cargo.toml": package("level").replace('version = "0.1.0"', 'version = "0.2.0"'),
    "src/lib.rs": 'pub fn level() -> &\'static str { "new" }\n',
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ShellProject:
    directory = tmp_path_factory.mktemp("macro")
    kit, new = write_project(directory / "kit", _KIT), write_project(directory / "new", _NEW_LEVEL)
    commit_all(kit)
    commit_all(new)
    dependencies = (
        f'[dependencies]\ncounter = {{ git = "file://{kit}" }}\n'
        f'level = {{ git = "file://{kit}", features = ["high"] }}\n'
        f'new_level = {{ package = "level", git = "file://{new}" }}\n'
    )
    root = write_project(
        directory / "project",
        {
            "Cargo.toml": package("app", dependencies) + '\n[workspace]\nresolver = "2"\n',
            "src/main.rs": "fn main() {\n"
            '    println!("{:?} {} {}", counter::count!(), level::level(), new_level::level());\n}\n',
        },
    )
    env = {**os.environ, "CARGO_HOME": str(directory / "cargo-home")}
    subprocess.run(["cargo", "generate-lockfile"], cwd=root, env=env, check=True, capture_output=True)
    return ShellProject(root, directory / "home")


@pytest.mark.parametrize("command", ["cargo run --quiet", "cargo check --quiet && cargo run --quiet"])
def test_only_the_member_is_compiled(project: ShellProject, tmp_path: Path, command: str) -> None:
    """The macro has the feature set of the host, and each version is answered by its own unit."""
    outcome = project.run(command, {"CARGO_TARGET_DIR": str(tmp_path / "target")})
    assert outcome.stdout == '(7, "low") high new\n', outcome.stderr
    assert set(outcome.packages("compiled")) == {"app"}
    assert {"counter", "level"} <= set(outcome.packages("answered"))
    versions = {tuple(line.split()[1:3]) for line in outcome.log if line.startswith("answered level")}
    assert versions == {("level", "0.1.0"), ("level", "0.2.0")}
