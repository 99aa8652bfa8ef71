"""The shell opens in any state of the workspace, and names the problem in one line."""

import subprocess
from pathlib import Path

import pytest
from shell_project import ShellProject

from support.nix import needs_nix
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FILES = {"Cargo.toml": package("app"), "Cargo.lock": lock("app"), "src/main.rs": "fn main() {}\n"}
CONFLICT = "<<<<<<< ours\nversion = 4\n=======\nversion = 3\n>>>>>>> theirs\n"
BROKEN: dict[str, tuple[dict[str, str | None], str]] = {
    "a manifest that is not TOML": ({"Cargo.toml": "[package\nname = 1\n"}, "Cargo.toml"),
    "a manifest without a name": ({"Cargo.toml": "[package]\nversion = '1'\n"}, "Cargo.toml"),
    "a member that does not exist": ({"Cargo.toml": package("app") + '[workspace]\nmembers = ["no"]\n'}, "no"),
    "a path dependency that does not exist": (
        {"Cargo.toml": package("app", '[dependencies]\nno = { path = "no" }\n')},
        "no",
    ),
    "a stale lock": ({"Cargo.toml": package("app", '[dependencies]\nlog = "0.4"\n')}, "Cargo.lock"),
    "a lock with conflict marks": ({"Cargo.lock": CONFLICT}, "Cargo.lock"),
    "half of a lock": ({"Cargo.lock": '[[package]]\nname = "app"\ndependencies = [\n "a'}, "Cargo.lock"),
    "no lock": ({"Cargo.lock": None}, "cargo generate-lockfile"),
    "no manifest": ({"Cargo.toml": None}, "does git track the file"),
    "an unknown feature of Cargo": ({"Cargo.toml": 'cargo-features = ["no"]\n' + package("app")}, "no"),
    "a target that does not exist": (
        {"Cargo.toml": package("app", '[[bin]]\nname = "other"\npath = "src/other.rs"\n')},
        "other",
    ),
    "a manifest with conflict marks": ({"Cargo.toml": CONFLICT + package("app")}, "Cargo.toml"),
    "an edition that does not exist": ({"Cargo.toml": package("app").replace("20", "29")}, "Cargo.toml"),
    "a member with an error": (
        {"Cargo.toml": '[workspace]\nmembers = ["app"]\n', "app/Cargo.toml": "name = [\n", "app/src/lib.rs": ""},
        "manifest",
    ),
    "two members with one name": (
        {
            "Cargo.toml": '[workspace]\nmembers = ["app", "again"]\n',
            **{f"{folder}/Cargo.toml": package("app") for folder in ("app", "again")},
            **{f"{folder}/src/lib.rs": "" for folder in ("app", "again")},
        },
        "app",
    ),
    "a feature that does not exist": (
        {"Cargo.toml": package("app", '[features]\ndefault = ["no"]\n')},
        "no",
    ),
    "a configuration that is not TOML": ({".cargo/config.toml": "[build\n"}, "configuration"),
    "a lock of an unknown version": ({"Cargo.lock": "version = 99\n"}, "Cargo.lock"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_shell_opens(name: str, tmp_path: Path) -> None:
    changes, word = BROKEN[name]
    contents: dict[str, str | None] = {**FILES, **changes}
    files = {path: text for path, text in contents.items() if text is not None}
    project = ShellProject(write_project(tmp_path / "project", files), tmp_path / "home")
    outcome = project.run("rustc --version && cargo --version")
    assert outcome.code == 0, outcome.stderr
    assert "rustc 1." in outcome.stdout
    lines = [line for line in outcome.stderr.splitlines() if line.startswith("cargo-nix: ")]
    assert len(lines) == 1
    assert word in lines[0]
    assert lines[0].endswith("Until then cargo compiles all crates itself.")


def test_a_source_that_git_does_not_track(tmp_path: Path) -> None:
    root = write_project(tmp_path / "project", FILES)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "add", "Cargo.toml", "Cargo.lock"], cwd=root, check=True)
    tracked = f'(builtins.fetchGit "file://{root}").outPath'
    outcome = ShellProject(root, tmp_path / "home", source=tracked).run("cargo run --quiet && echo ran")
    assert outcome.code == 0, outcome.stderr
    assert outcome.stdout == "ran\n"
    assert "cargo-nix: " in outcome.stderr


@pytest.mark.parametrize(
    "files",
    [
        {"build.rs": "fn main() { no }\n"},
        {"build.rs": "fn main() { panic!() }\n"},
        {"src/main.rs": "<<<<<<< ours\nfn main() {"},
        {"src/main.rs": "mod no;\nfn main() {}\n"},
        {"rust-toolchain.toml": "[toolchain\n"},
        {"rustfmt.toml": "no = 1\n"},
        {".cargo/config.toml": '[build]\nrustflags = ["--no"]\n'},
    ],
)
def test_an_error_outside_of_the_plan(files: dict[str, str], tmp_path: Path) -> None:
    project = ShellProject(write_project(tmp_path / "project", {**FILES, **files}), tmp_path / "home")
    outcome = project.run("rustc --version && cargo --version")
    assert outcome.code == 0, outcome.stderr
    assert "rustc 1." in outcome.stdout


def test_an_error_in_the_code_is_cargos(tmp_path: Path) -> None:
    files = {**FILES, "src/main.rs": "fn main() { no }\n"}
    outcome = ShellProject(write_project(tmp_path / "project", files), tmp_path / "home").run("cargo build || true")
    assert "cannot find value `no`" in outcome.stderr
    assert "cargo-nix: " not in outcome.stderr
