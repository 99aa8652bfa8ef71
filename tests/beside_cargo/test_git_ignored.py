"""A git flake lacks ignored files: the message has the name of the file and the command to add the file."""

import os
import subprocess
from pathlib import Path

import pytest

from beside_cargo.cargo_answers import ask_cargo
from beside_cargo.case import Case, copy_case
from rebuild.edits import Edit
from support.nix import CHECKOUT, needs_nix
from support.projects import write_project

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network]

# Files in the project's .gitignore: a module, an included page, the source of a C library.
IGNORED = {
    "src/generated.rs": "pub const ONE: u32 = 1;\n",
    "index.html": "hello\n",
    "third_party/add.c": "int add(int a, int b) { return a + b; }\n",
}
CASE = Case(
    project="git-ignored",
    cargo="run",
    before="1 hello\n",
    edits=(Edit(path="index.html", kind="replace", old="hello", text="welcome"),),
    after="1 welcome\n",
)
FLAKE = f"""{{
  outputs = _: {{
    packages.x86_64-linux.default = ((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{
      pkgs = import {CHECKOUT}/tests/debian {{ }};
      src = ./.;
      profile = "dev";
    }}).default;
  }};
}}
"""


def _project(tmp_path: Path) -> Path:
    return write_project(copy_case(CASE, tmp_path), IGNORED)


def _git(project: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=project, env={**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null"}, check=True)


def _flake(tmp_path: Path, *added: str) -> Path:
    """Return the project as a git flake; git tracks the ignored files in ``added``."""
    project = write_project(_project(tmp_path), {"flake.nix": FLAKE})
    _git(project, "init", "-q")
    _git(project, "add", ".")
    for path in added:
        _git(project, "add", "--force", path)
    return project


def _run(project: Path) -> subprocess.CompletedProcess[str]:
    command = ["nix", "run", "--impure", "-L", f"git+file://{project}"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_cargo_sees_what_git_ignores(tmp_path: Path) -> None:
    answers = ask_cargo(CASE, _project(tmp_path))
    assert (answers.before, answers.again, answers.after) == (CASE.before, CASE.after, CASE.after)


def test_a_flake_sees_added_files(tmp_path: Path) -> None:
    project = _flake(tmp_path, *IGNORED)
    assert _run(project).stdout == CASE.before
    for edit in CASE.edits:
        edit.apply(project)
    assert _run(project).stdout == CASE.after


@pytest.mark.parametrize("missing", IGNORED)
def test_the_message_has_the_command_to_add_the_file(missing: str, tmp_path: Path) -> None:
    process = _run(_flake(tmp_path, *(path for path in IGNORED if path != missing)))
    assert process.returncode != 0
    assert missing in process.stderr
    assert "git add --force" in process.stderr or "git add -f" in process.stderr, process.stderr
