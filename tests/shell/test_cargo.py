"""The cargo of the shell chooses CARGO_HOME: with or without replaced sources."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from shell_project import ShellProject, commit_all, make_project

from support.nix import CHECKOUT, needs_nix
from support.projects import write_project

SOURCE = "git+https://example.org/kit"
LOCK = f'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n\n[[package]]\nname = "kit"\nversion = "1.0.0"\nsource = "{SOURCE}#aa"\n'
# `update --workspace` is the question whether the replaced sources are enough.
_CARGO = """#!/bin/sh
echo "$*" >> "$CALLS"
[ "$1" = update ] && [ "$2" = --workspace ] && exit "$(cat "$CALLS.code")"
echo "${CARGO_HOME##*/}"
"""


@pytest.fixture(scope="module")
def program() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as directory:
        real = Path(directory) / "real-cargo"
        real.write_text(_CARGO, encoding="utf-8")
        real.chmod(0o755)
        env = {**os.environ, "CARGO_NIX_RUSTC": "rustc", "CARGO_NIX_CARGO": str(real), "CARGO_NIX_STORE": "/nix/store"}
        argv = ["rustc", "--edition=2021", "-o", f"{directory}/cargo", str(CHECKOUT / "rustlib/shell/main.rs")]
        subprocess.run(argv, env=env, check=True)
        yield Path(directory) / "cargo"


class Caller:
    """Calls the program in a workspace, in the environment of the shell."""

    def __init__(self, program: Path, place: Path) -> None:
        self.program, self.root, self.calls = program, place / "project", place / "calls"
        write_project(self.root, {"Cargo.lock": LOCK, "Cargo.toml": "", "app/Cargo.toml": ""})
        (place / "home").mkdir()
        (place / "replaced").write_text(
            f"crate kit 1.0.0 {SOURCE}#aa\nmanifest Cargo.toml\nmanifest app/Cargo.toml\n", encoding="utf-8"
        )
        (place / "calls.code").write_text("0", encoding="utf-8")
        self.env = {
            "PATH": os.environ["PATH"], "CALLS": str(self.calls), "CARGO_HOME": f"{place}/home",
            "CARGO_NIX_OWN_HOME": f"{place}/home-own", "CARGO_NIX_REPLACED": f"{place}/replaced",
            "CARGO_NIX_ROOT": str(self.root),
        }  # fmt: skip

    def home(self, *words: str, directory: str = ".") -> str:
        """Return the name of the CARGO_HOME of the call with ``words``."""
        argv = [str(self.program), *words]
        cwd = self.root / directory
        return subprocess.run(argv, cwd=cwd, env=self.env, capture_output=True, text=True, check=True).stdout.strip()

    def questions(self) -> int:
        return self.calls.read_text(encoding="utf-8").count("update --workspace")


@pytest.fixture
def caller(program: Path, tmp_path: Path) -> Caller:
    return Caller(program, tmp_path.resolve())


@pytest.mark.parametrize(
    "words", [["build"], ["--config", "add", "test", "--", "update"], ["-V"], ["+stable", "check"]]
)
def test_builds_have_the_replaced_sources(caller: Caller, words: list[str]) -> None:
    assert caller.home(*words) == "home"
    assert caller.calls.read_text(encoding="utf-8").splitlines()[-1] == " ".join(words)


@pytest.mark.parametrize("words", [["update"], ["-q", "add", "log"], ["--color", "never", "install", "x"]])
def test_commands_that_resolve_do_not(caller: Caller, words: list[str]) -> None:
    assert caller.home(*words) == "home-own"


@pytest.mark.parametrize(
    "change",
    [
        {"Cargo.lock": LOCK.replace("#aa", "#bb")},
        {"Cargo.lock": LOCK + f'\n[[package]]\nname = "more"\nversion = "1.0.0"\nsource = "{SOURCE}#aa"\n'},
        {"Cargo.lock": None},
    ],
)
def test_another_lock_has_other_crates(caller: Caller, change: dict[str, str | None]) -> None:
    for name, text in change.items():
        if text is None:
            (caller.root / name).unlink()
        else:
            (caller.root / name).write_text(text, encoding="utf-8")
    assert caller.home("build") == "home-own"


def test_crates_from_elsewhere_do_not_count(caller: Caller) -> None:
    more = '\n[[package]]\nname = "log"\nversion = "1.0.0"\nsource = "registry+https://example.org/index"\n'
    (caller.root / "Cargo.lock").write_text(LOCK + more, encoding="utf-8")
    assert caller.home("build") == "home"


def test_an_edit_of_a_manifest_is_a_question_to_cargo(caller: Caller) -> None:
    assert caller.home("build") == caller.home("build", directory="app") == "home"
    assert caller.questions() == 1
    (caller.root / "app/Cargo.toml").write_text("\n", encoding="utf-8")
    assert caller.home("build") == "home"
    assert caller.questions() == 2
    Path(f"{caller.calls}.code").write_text("101", encoding="utf-8")
    (caller.root / "app/Cargo.toml").write_text("\n\n", encoding="utf-8")
    assert caller.home("build") == "home-own"


def test_another_workspace_has_its_own_crates(caller: Caller) -> None:
    write_project(caller.root / "fuzz", {"Cargo.lock": "", "Cargo.toml": ""})
    assert caller.home("build", directory="fuzz") == "home-own"
    assert caller.home("-C", "fuzz", "build") == "home-own"
    assert caller.home("build", "--manifest-path=fuzz/Cargo.toml") == "home-own"
    assert caller.home("build", "--manifest-path", "../Cargo.toml", directory="fuzz") == "home"


def test_the_users_own_home_counts(caller: Caller) -> None:
    caller.env["CARGO_HOME"] = "/elsewhere/mine"
    assert caller.home("update") == "mine"
    del caller.env["CARGO_NIX_OWN_HOME"]
    assert caller.home("build") == "mine"


@needs_nix
@pytest.mark.nix
def test_a_git_dependency_moves_in_an_open_shell(tmp_path: Path) -> None:
    """Cargo finds and compiles the new revision; the next shell has the unit."""
    project = make_project(tmp_path)
    kit = tmp_path / "kit"
    commit = "git -c user.name=test -c user.email=test@localhost commit -qam moved"
    move = f'(cd {kit} && sed -i \'s/"plain"/"moved"/\' plain/src/lib.rs && {commit})'
    run = "cargo run --quiet -p app"
    outcome = project.run(f"{run}; {move}; cargo update 2>&1; {run}")
    assert outcome.code == 0, outcome.stderr
    assert "moved Thing" in outcome.stdout
    assert set(outcome.packages("compiled")) >= {"plain", "above"}
    again = project.run(f"rm -r target; {run}")
    assert again.stdout == "moved Thing made set true 7 None more\n"
    assert set(again.packages("compiled")) == {"app", "more"}


@needs_nix
@pytest.mark.nix
def test_another_crate_of_a_known_repository(tmp_path: Path) -> None:
    """Directories of Nix have the locked crates alone. Cargo fetches the repository for another revision."""
    project = make_project(tmp_path)
    write_project(tmp_path / "kit", {
        "extra/Cargo.toml": '[package]\nname = "extra"\nversion = "0.1.0"\nedition = "2021"\n',
        "extra/src/lib.rs": 'pub fn text() -> &\'static str { "extra" }\n',
    })  # fmt: skip
    commit_all(tmp_path / "kit")
    line = f'extra = {{ git = "file://{tmp_path}/kit" }}'
    main = 'fn main() { println!("{}", extra::text()); }'
    edit = f"printf '[dependencies]\\n{line}\\n' >> more/Cargo.toml; mkdir more/examples; echo '{main}' > more/examples/shown.rs"
    outcome = ShellProject(project.root, project.home).run(
        f"{edit}; cargo update --quiet; cargo run --quiet -p more --example shown"
    )
    assert outcome.stdout == "extra\n", outcome.stderr
