"""Git dependencies: a package in a subfolder, inherited fields, a sibling by path, a branch with a slash."""

import json
import subprocess
from pathlib import Path

import pytest

from cargo_nix.cli import main
from support.nix import CHECKOUT, Failed, build, commit_plan, drv_paths, evaluate, needs_nix, workspace
from support.plans import OUTPUTS
from support.projects import write_project
from support.sshd import missing_programs, start_sshd

pytestmark = [needs_nix, pytest.mark.nix]

REPOSITORY = {
    "Cargo.toml": (
        '[workspace]\nmembers = ["libs/*"]\nresolver = "2"\n\n'
        '[workspace.package]\nversion = "1.2.3"\nedition = "2021"\ndescription = "inherited"\n\n'
        '[workspace.dependencies]\nsibling = { path = "libs/sibling", features = ["one"] }\n\n'
        '[workspace.lints.rust]\nunused = "allow"\n'
    ),
    "libs/main-lib/Cargo.toml": (
        '[package]\nname = "main-lib"\nversion.workspace = true\nedition.workspace = true\ndescription.workspace = true\n\n'
        '[dependencies]\nsibling = { workspace = true, features = ["two"] }\n\n[lints]\nworkspace = true\n'
    ),
    "libs/main-lib/src/lib.rs": (
        'pub const TEXT: &str = concat!(env!("CARGO_PKG_DESCRIPTION"), include_str!("../../../shared.txt"));\n'
        "pub fn sum() -> u32 { sibling::sum() }\n"
    ),
    "libs/sibling/Cargo.toml": (
        '[package]\nname = "sibling"\nversion = "0.5.0"\nedition = "2021"\n\n[features]\none = []\ntwo = []\n'
    ),
    "libs/sibling/src/lib.rs": 'pub fn sum() -> u32 { cfg!(feature = "one") as u32 + 2 * cfg!(feature = "two") as u32 }\n',
    "broken/Cargo.toml": "this is no TOML\n",
    "shared.txt": " and shared",
}
MAIN = 'fn main() {\n    println!("{} {}", main_lib::TEXT, main_lib::sum());\n}\n'


def _git(repository: Path, *words: str) -> None:
    identity = ["-c", "user.name=test", "-c", "user.email=test@localhost"]
    subprocess.run(["git", *identity, *words], cwd=repository, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo-home"))
    repository = write_project(tmp_path / "repository", REPOSITORY)
    _git(repository, "init", "-q", "-b", "a/branch")
    _git(repository, "add", ".")
    _git(repository, "commit", "-qm", "first")
    manifest = (
        '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n\n'
        f'[dependencies]\nmain-lib = {{ git = "file://{repository}", branch = "a/branch" }}\n'
    )
    root = write_project(tmp_path / "project", {"Cargo.toml": manifest, "src/main.rs": MAIN})
    subprocess.run(["cargo", "generate-lockfile"], cwd=root, check=True, capture_output=True)
    return root


def test_a_git_dependency_builds_and_runs(project: Path) -> None:
    out = build(workspace(project) + ".default")
    text = subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout
    assert text == "inherited and shared 3\n"


def test_a_committed_plan_gives_the_same_units(project: Path) -> None:
    plan = commit_plan(project, project / "cargo-nix.json")
    committed = drv_paths(workspace(project, f"committedPlan = {plan};") + ".units")
    assert committed == drv_paths(workspace(project) + ".units")


@pytest.fixture
def prefetch(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = build(f"(import {CHECKOUT}/tests/debian {{ }}).nix-prefetch-git")
    monkeypatch.setenv("PATH", f"{tool}/bin", prepend=":")


@pytest.mark.usefixtures("prefetch")
def test_a_hash_moves_the_fetch_to_build_time(project: Path, tmp_path: Path) -> None:
    assert main(["git-hashes", "--root", str(project)]) == 0
    hashes = project / "git-hashes.json"
    (source,) = json.loads(hashes.read_text(encoding="utf-8"))
    assert source in (project / "Cargo.lock").read_text(encoding="utf-8")
    # A fetcher's sandbox does not see a repository on this machine by default.
    options = ("--option", "extra-sandbox-paths", str(tmp_path))
    out = build(workspace(project, f"outputHashes = {hashes};") + ".default", *options)
    text = subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout
    assert text == "inherited and shared 3\n"


@pytest.mark.usefixtures("prefetch")
def test_a_committed_plan_with_hashes_needs_no_fetch_during_evaluation(project: Path, tmp_path: Path) -> None:
    """Hydra allows neither import from derivation nor a fetch from another address."""
    assert main(["git-hashes", "--root", str(project)]) == 0
    arguments = f"outputHashes = {project / 'git-hashes.json'};"
    # A fetcher's sandbox does not see a repository on this machine by default. Later calls find the files in the store.
    build(workspace(project, arguments) + ".plan", "--option", "extra-sandbox-paths", str(tmp_path))
    plan = commit_plan(project, project / "cargo-nix.json", arguments)
    allowed = [option for path in (CHECKOUT, project) for option in ("-I", f"x={path}")]
    options = ["--option", "allow-import-from-derivation", "false", "--restrict-eval", *allowed]

    def outputs(arguments: str, *options: str) -> dict[str, dict[str, str]]:
        paths = evaluate(f"let w = {workspace(project, arguments)}; in {OUTPUTS.format('w')}", *options)
        assert isinstance(paths, dict)
        return paths

    committed = f"committedPlan = {plan};"
    derivations, expected = outputs(f"{committed} {arguments}", *options), outputs(arguments)
    # With a committed plan, a dev shell with crates has no units of `cargo check` (docs/shell.md).
    assert derivations["shown"].pop("devShell") != expected["shown"].pop("devShell")
    assert derivations == expected
    with pytest.raises(Failed) as failed:
        outputs(committed, *options)
    (source,) = json.loads((project / "git-hashes.json").read_text(encoding="utf-8"))
    message = failed.value.text
    assert (
        f"""Nix cannot fetch a git dependency during evaluation
         at: Cargo.lock: source "{source}"
         expected: a repository that Nix may fetch, or a hash in `outputHashes`
         ways out:
           1. where evaluation has no access (restricted mode, Hydra): run `cargo-nix git-hashes`, and set `outputHashes = ./git-hashes.json;`
           2. for a private repository: check your ssh keys and git credentials"""
        in message
    )
    assert "is forbidden in restricted mode" in message


def test_a_hash_for_an_unknown_source_is_an_error(project: Path) -> None:
    source = next(
        line.split('"')[1]
        for line in (project / "Cargo.lock").read_text(encoding="utf-8").splitlines()
        if line.startswith('source = "git+')
    )
    with pytest.raises(Failed) as failed:
        evaluate(f'{workspace(project, f"""outputHashes."{source}x" = "sha256-";""")}.units')
    expected = f"""error: `{source}x` is not a git source in Cargo.lock
         at: buildCargoWorkspace: outputHashes
         expected: the source of a locked package, as Cargo.lock spells it
         got: {source}x
         ways out:
           1. run `cargo-nix git-hashes` to write all hashes
           2. did you mean `{source}`?"""
    assert expected in failed.value.text


@pytest.mark.usefixtures("prefetch")
def test_a_missing_repository_is_an_error(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "repository/.git").rename(tmp_path / "moved")
    assert main(["git-hashes", "--root", str(project)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "error: a git dependency cannot be fetched"
    assert lines[1].startswith(f"  at: Cargo.lock: file://{tmp_path}/repository#")
    assert lines[2:] == [
        "  expected: its hash, by nix-prefetch-git",
        "  got: and the repository exists.",
        "  ways out:",
        "    1. check that the repository is reachable and still has the revision",
        "    2. leave the hash out of `outputHashes`: Nix then fetches the repository during evaluation",
    ]


@pytest.mark.skipif(missing_programs() != "", reason=missing_programs())
@pytest.mark.usefixtures("prefetch")
def test_a_private_repository_by_ssh(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nix fetches during evaluation with the user's key, without a hash and with one."""
    with start_sshd(tmp_path) as sshd:
        monkeypatch.setenv("GIT_SSH_COMMAND", f"ssh {sshd.options} -i {sshd.key}")
        monkeypatch.setenv("CARGO_NET_GIT_FETCH_WITH_CLI", "true")
        manifest = project / "Cargo.toml"
        address = f"ssh://root@127.0.0.1:{sshd.port}{tmp_path}/repository"
        text = manifest.read_text(encoding="utf-8").replace(f"file://{tmp_path}/repository", address)
        manifest.write_text(text, encoding="utf-8")
        subprocess.run(["cargo", "generate-lockfile"], cwd=project, check=True, capture_output=True)
        assert f"git+{address}?branch=" in (project / "Cargo.lock").read_text(encoding="utf-8")
        out = build(workspace(project) + ".default")
        assert main(["git-hashes", "--root", str(project)]) == 0
        hashes = project / "git-hashes.json"
        assert build(f"{workspace(project, f'outputHashes = {hashes};')}.default") == out
    printed = subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout
    assert printed == "inherited and shared 3\n"
