"""``.cargo/config.toml`` in the sandbox: rustflags for scripts, ``[env]``, an overridden build script."""

import subprocess
from pathlib import Path

import pytest

from support.nix import build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FILES = {
    ".cargo/config.toml": """
[build]
rustflags = ["--cfg", "configured"]

[env]
PLAIN = "it's $plain"
BESIDE = { value = "data/x.txt", relative = true }

[target.x86_64-unknown-linux-gnu.native]
rustc-cfg = ["from_override"]
rustc-env = { WHENCE = "configuration" }
root = "/opt/native"
""",
    "Cargo.toml": package("app", '[dependencies]\nnative = { path = "native" }\n'),
    "Cargo.lock": lock("app native", "native"),
    "build.rs": (
        "fn main() {\n"
        '    assert!(std::env::var_os("CARGO_CFG_CONFIGURED").is_some());\n'
        '    println!("cargo::rustc-env=ROOT={}", std::env::var("DEP_NATIVE_ROOT").unwrap());\n'
        "}\n"
    ),
    "src/main.rs": (
        "fn main() {\n"
        '    let beside = env!("BESIDE").ends_with("/data/x.txt");\n'
        '    println!("{} {} {} {beside}", env!("PLAIN"), native::WHENCE, env!("ROOT"));\n'
        "}\n"
    ),
    "tests/runs.rs": (
        "#[test]\nfn names_the_program() {\n"
        '    assert!(env!("CARGO_BIN_EXE_app").ends_with("/app"));\n'
        '    assert!(std::process::Command::new(env!("CARGO_BIN_EXE_app")).status().unwrap().success());\n'
        "}\n"
    ),
    "native/Cargo.toml": package("native").replace("[package]\n", '[package]\nlinks = "native"\n', 1),
    "native/src/lib.rs": 'pub const WHENCE: &str = if cfg!(from_override) { env!("WHENCE") } else { "nowhere" };\n',
    "native/build.rs": 'fn main() {\n    panic!("the configuration has its output");\n}\n',
}


def test_the_configuration_sets_variables_and_script_output(tmp_path: Path) -> None:
    out = build(workspace(write_project(tmp_path, FILES)) + ".default")
    output = subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout
    assert output == "it's $plain configuration /opt/native true\n"


def test_an_integration_test_runs_the_program(tmp_path: Path) -> None:
    log = build(workspace(write_project(tmp_path, FILES)) + '.checks."app-test-runs"').read_text(encoding="utf-8")
    assert "test names_the_program ... ok" in log


def test_the_linker_is_a_file_of_the_workspace(tmp_path: Path) -> None:
    config = '[target.x86_64-unknown-linux-gnu]\nlinker = "tools/marking-gcc"\n'
    # The linker defines a symbol that the program prints.
    linker = '#!/bin/sh\nexec cc "$@" -Wl,--defsym=linked_by_the_workspace=42\n'
    program = (
        'extern "C" {\n    static linked_by_the_workspace: u8;\n}\n'
        'fn main() {\n    println!("{}", unsafe { &raw const linked_by_the_workspace } as usize & 0xff);\n}\n'
    )
    files = {
        "Cargo.toml": package("app"),
        "Cargo.lock": lock("app"),
        "src/main.rs": program,
        ".cargo/config.toml": config,
        "tools/marking-gcc": linker,
    }
    project = write_project(tmp_path, files)
    (project / "tools/marking-gcc").chmod(0o755)
    out = build(workspace(project) + ".default")
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == "42\n"


def test_forced_variables_override_variables_of_dependencies(tmp_path: Path) -> None:
    config = '[env]\nWEAK = "configured"\nSTRONG = { value = "configured", force = true }\nPATH = "nowhere"\n'
    files = {
        "Cargo.toml": package("app"),
        "Cargo.lock": lock("app"),
        "src/main.rs": 'fn main() {\n    println!("{} {}", env!("WEAK"), env!("STRONG"));\n}\n',
        ".cargo/config.toml": config,
        "Cargo.dependencies.nix": '{ pkgs }: { envs.app = { WEAK = "given"; STRONG = "given"; }; }\n',
    }
    out = build(workspace(write_project(tmp_path, files)) + ".default")
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == "given configured\n"


def test_the_configuration_includes_other_files(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("app"),
        "Cargo.lock": lock("app"),
        "src/main.rs": 'fn main() {\n    println!("{} {}", env!("DEEPER"), cfg!(included));\n}\n',
        ".cargo/config.toml": 'include = ["../shared/base.toml"]\n',
        "shared/base.toml": 'include = ["deeper.toml"]\n[build]\nrustflags = ["--cfg", "included"]\n',
        "shared/deeper.toml": '[env]\nDEEPER = "two files away"\n',
    }
    project = write_project(tmp_path, files)
    out = build(workspace(project) + ".default")
    assert (
        subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == "two files away true\n"
    )


def test_linkers_replaces_the_configured_linker(tmp_path: Path) -> None:
    configuration = '[target.x86_64-unknown-linux-gnu]\nlinker = "not-in-the-sandbox"\n'
    files = {
        ".cargo/config.toml": configuration,
        "Cargo.toml": package("app"),
        "Cargo.lock": lock("app"),
        "build.rs": "fn main() {}\n",
        "src/main.rs": "fn main() {}\n",
    }
    project = write_project(tmp_path, files)
    arguments = 'linkers.x86_64-unknown-linux-gnu = "/usr/bin/gcc";'
    assert (build(workspace(project, arguments) + ".default") / "bin/app").is_file()
