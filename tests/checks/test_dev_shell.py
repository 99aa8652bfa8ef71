"""The dev shell: plain cargo builds with the locked crates, without network, in the workspace's environment."""

import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT, build, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

DEBIAN = CHECKOUT / "tests/debian"
# A package in a subfolder: it inherits fields of the workspace, depends on a sibling and includes a file.
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
    identity = ["-c", "user.name=test", "-c", "user.email=test@localhost"]
    subprocess.run(["git", *identity, *words], cwd=repository, check=True, capture_output=True)


def _run_in_shell(project: Path, home: Path, command: str, arguments: str = "") -> str:
    """Run ``command`` in the dev shell of ``project``, without network, and return the output."""
    shell = f"{workspace(project, arguments)}.devShell"
    # The build downloads all inputs of the shell.
    build(shell)
    home.mkdir(exist_ok=True)
    argv = ["unshare", "--net", "nix", "develop", "--impure", "--offline", "--expr", shell, "--command", "sh", "-ec"]
    env = {"HOME": str(home), "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "TERM": "dumb"}
    process = subprocess.run([*argv, command], cwd=project, env=env, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    return process.stdout


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
    root = write_project(tmp_path / "project", files)
    subprocess.run(["cargo", "generate-lockfile"], cwd=root, check=True, capture_output=True)
    return root


def test_plain_cargo_builds_git_dependencies_without_network(project: Path, tmp_path: Path) -> None:
    output = _run_in_shell(
        project, tmp_path / "home", "cargo build --quiet --locked && target/debug/app && command -v wasm-ld"
    )
    lines = output.splitlines()
    assert lines[0] == "hello! set"
    assert lines[1].startswith("/nix/store/")


def test_the_shell_has_the_workspaces_toolchain(project: Path, tmp_path: Path) -> None:
    """A real stdenv adds the inputs to PATH; the tests' stdenv only does so for lists, and a shell has text."""
    output = _run_in_shell(project, tmp_path / "home", 'echo "$nativeBuildInputs"')
    names = '[ "cargo" "clippy" "rustc" "rustfmt" "lld" ]'
    assert output.split() == evaluate(f'map (name: "${{(import {DEBIAN} {{ }}).${{name}}}}") {names}')


def test_the_shell_has_test_inputs_and_nextest(project: Path, tmp_path: Path) -> None:
    arguments = f"packageOverrides.app.test.inputs = [ (import {DEBIAN} {{ }}).git ]; checks.nextest = (import {DEBIAN} {{ }}).lld;"
    shell_inputs = _run_in_shell(project, tmp_path / "home", 'echo "$nativeBuildInputs"', arguments).split()
    test_inputs = evaluate(f'map (name: "${{(import {DEBIAN} {{ }}).${{name}}}}") [ "git" "lld" ]')
    assert isinstance(test_inputs, list)
    assert set(test_inputs) <= set(shell_inputs)


def test_cargo_subcommands_find_the_crates(project: Path, tmp_path: Path) -> None:
    _run_in_shell(
        project, tmp_path / "home", "cargo clippy --quiet -- -D warnings && cargo doc --quiet && cargo test --quiet"
    )
    assert (project / "target/doc/app/index.html").is_file()


def test_a_new_lock_file_keeps_compiled_crates(project: Path, tmp_path: Path) -> None:
    """Crates keep their paths; cargo would recompile a crate at a new path."""
    home = tmp_path / "home"
    _run_in_shell(project, home, "cargo build --quiet")
    write_project(project / "more", {"Cargo.toml": package("more"), "src/lib.rs": ""})
    manifest = (project / "Cargo.toml").read_text(encoding="utf-8")
    (project / "Cargo.toml").write_text(f'{manifest}more = {{ path = "more" }}\n', encoding="utf-8")
    subprocess.run(["cargo", "update", "--workspace"], cwd=project, check=True, capture_output=True)
    output = _run_in_shell(
        project, home, 'cargo build --message-format=json | grep -o \'"name":"[a-z]*","src.*"fresh":[a-z]*\''
    )
    fresh = {line.split('"')[3]: line.endswith("true") for line in output.splitlines()}
    assert fresh == {"sibling": True, "greeting": True, "more": False, "app": False}


def test_the_shell_has_the_linker_of_the_target(tmp_path: Path) -> None:
    files = {"Cargo.toml": package("app"), "Cargo.lock": lock("app"), "src/main.rs": "fn main() {}\n"}
    project = write_project(tmp_path / "project", files)
    command = "cargo build --quiet --target wasm32-unknown-unknown && ls target/wasm32-unknown-unknown/debug"
    output = _run_in_shell(project, tmp_path / "home", command, 'target = "wasm32-unknown-unknown";')
    assert "app.wasm" in output.split()


@pytest.mark.network
def test_plain_cargo_builds_registry_crates(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("app", '[dependencies]\nitoa = "1"\n'),
        "Cargo.lock": lock("app itoa") + LOCKED_ITOA,
        "src/main.rs": 'fn main() {\n    println!("{}", itoa::Buffer::new().format(7));\n}\n',
    }
    project = write_project(tmp_path / "project", files)
    assert _run_in_shell(project, tmp_path / "home", "cargo run --quiet --locked") == "7\n"
