"""The dev shell: plain cargo builds in it from the locked crates, without network, with the workspace's environment."""

import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT, build, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

DEBIAN = CHECKOUT / "tests/debian"
# A package in a folder of its repository, that inherits of its workspace, has a sibling and reads a file beside itself.
REPOSITORY = {
    "Cargo.toml": '[workspace]\nmembers = ["libs/*"]\n\n[workspace.package]\nversion = "1.2.3"\nedition = "2021"\n',
    "libs/greeting/Cargo.toml": '[package]\nname = "greeting"\nversion.workspace = true\nedition.workspace = true\n\n'
    '[dependencies]\nsibling = { path = "../sibling" }\n',
    "libs/greeting/src/lib.rs": 'pub fn text() -> String {\n    format!("{}{}", include_str!("../../../shared.txt"),'
    " sibling::MARK)\n}\n",
    "libs/sibling/Cargo.toml": package("sibling"),
    "libs/sibling/src/lib.rs": "pub const MARK: char = '!';\n",
    "shared.txt": "hello",
}
MAIN = 'fn main() {\n    println!("{} {}", greeting::text(), env!("NATIVE"));\n}\n'
LOCKED_ITOA = (
    '\n[[package]]\nname = "itoa"\nversion = "1.0.17"\n'
    'source = "registry+https://github.com/rust-lang/crates.io-index"\n'
    'checksum = "92ecc6618181def0457392ccd0ee51198e065e016d1d527a7ac1b6dc7c1f09d2"\n'
)


def _git(repository: Path, *words: str) -> None:
    who = ["-c", "user.name=test", "-c", "user.email=test@localhost"]
    subprocess.run(["git", *who, *words], cwd=repository, check=True, capture_output=True)


def _enter(project: Path, home: Path, command: str, arguments: str = "") -> str:
    """Run ``command`` in the shell of ``project``, cut off from any network, and return what it prints."""
    shell = f"{workspace(project, arguments)}.devShell"
    # What is to be fetched is fetched now.
    build(shell)
    home.mkdir(exist_ok=True)
    argv = ["unshare", "--net", "nix", "develop", "--impure", "--offline", "--expr", shell, "--command", "sh", "-ec"]
    env = {"HOME": str(home), "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "TERM": "dumb"}
    done = subprocess.run([*argv, command], cwd=project, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo-home"))
    repository = write_project(tmp_path / "repository", REPOSITORY)
    _git(repository, "init", "-q", "-b", "main")
    _git(repository, "add", ".")
    _git(repository, "commit", "-qm", "first")
    manifest = package("app", f'[dependencies]\ngreeting = {{ git = "file://{repository}" }}\n')
    files = {"Cargo.toml": manifest, "src/main.rs": MAIN}
    files["Cargo.dependencies.nix"] = f'_: {{ deps.app = [ (import {DEBIAN} {{ }}).lld ]; envs.app.NATIVE = "set"; }}\n'
    found = write_project(tmp_path / "project", files)
    subprocess.run(["cargo", "generate-lockfile"], cwd=found, check=True, capture_output=True)
    return found


def test_plain_cargo_builds_git_dependencies_without_network(project: Path, tmp_path: Path) -> None:
    said = _enter(project, tmp_path / "home", "cargo build --quiet --locked && target/debug/app && command -v wasm-ld")
    lines = said.splitlines()
    assert lines[0] == "hello! set"
    assert lines[1].startswith("/nix/store/")


def test_the_toolchain_is_the_workspaces(project: Path, tmp_path: Path) -> None:
    """Stdenv puts its inputs on PATH; the one of these tests does so for lists, and a shell's are words."""
    said = _enter(project, tmp_path / "home", 'echo "$nativeBuildInputs"')
    names = '[ "cargo" "clippy" "rustc" "rustfmt" "lld" ]'
    assert said.split() == evaluate(f'map (name: "${{(import {DEBIAN} {{ }}).${{name}}}}") {names}')


def test_what_tests_need_is_there(project: Path, tmp_path: Path) -> None:
    arguments = f"packageOverrides.app.test.inputs = [ (import {DEBIAN} {{ }}).git ]; checks.nextest = (import {DEBIAN} {{ }}).lld;"
    said = _enter(project, tmp_path / "home", 'echo "$nativeBuildInputs"', arguments).split()
    wanted = evaluate(f'map (name: "${{(import {DEBIAN} {{ }}).${{name}}}}") [ "git" "lld" ]')
    assert isinstance(wanted, list)
    assert set(wanted) <= set(said)


def test_cargos_own_subcommands_find_the_crates_too(project: Path, tmp_path: Path) -> None:
    _enter(project, tmp_path / "home", "cargo clippy --quiet -- -D warnings && cargo doc --quiet && cargo test --quiet")
    assert (project / "target/doc/app/index.html").is_file()


def test_another_lock_file_compiles_no_crate_again(project: Path, tmp_path: Path) -> None:
    """A crate keeps its path: cargo would take it for another one."""
    home = tmp_path / "home"
    _enter(project, home, "cargo build --quiet")
    write_project(project / "more", {"Cargo.toml": package("more"), "src/lib.rs": ""})
    manifest = (project / "Cargo.toml").read_text(encoding="utf-8")
    (project / "Cargo.toml").write_text(f'{manifest}more = {{ path = "more" }}\n', encoding="utf-8")
    subprocess.run(["cargo", "update", "--workspace"], cwd=project, check=True, capture_output=True)
    said = _enter(project, home, 'cargo build --message-format=json | grep -o \'"name":"[a-z]*","src.*"fresh":[a-z]*\'')
    fresh = {line.split('"')[3]: line.endswith("true") for line in said.splitlines()}
    assert fresh == {"sibling": True, "greeting": True, "more": False, "app": False}


def test_the_linker_of_the_target(tmp_path: Path) -> None:
    files = {"Cargo.toml": package("app"), "Cargo.lock": lock("app"), "src/main.rs": "fn main() {}\n"}
    found = write_project(tmp_path / "project", files)
    command = "cargo build --quiet --target wasm32-unknown-unknown && ls target/wasm32-unknown-unknown/debug"
    said = _enter(found, tmp_path / "home", command, 'target = "wasm32-unknown-unknown";')
    assert "app.wasm" in said.split()


@pytest.mark.network
def test_crates_of_the_registry(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("app", '[dependencies]\nitoa = "1"\n'),
        "Cargo.lock": lock("app itoa") + LOCKED_ITOA,
        "src/main.rs": 'fn main() {\n    println!("{}", itoa::Buffer::new().format(7));\n}\n',
    }
    found = write_project(tmp_path / "project", files)
    assert _enter(found, tmp_path / "home", "cargo run --quiet --locked") == "7\n"
