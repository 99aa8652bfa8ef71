"""A build script opens a missing file: the build stops with a line that adds the file."""

from pathlib import Path

import pytest

from support.nix import Failed, build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

SCRIPT = """fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let name: String = ['n', 'o', 't', 'e', 's'].iter().collect();
    println!("cargo:rustc-env=TEXT={}", std::fs::read_to_string(&name).expect(&name).trim());
}
"""
FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["gen"]\nresolver = "2"\n',
    "Cargo.lock": lock("gen"),
    "gen/Cargo.toml": package("gen"),
    "gen/build.rs": SCRIPT,
    "gen/src/lib.rs": 'pub const TEXT: &str = env!("TEXT");\n',
    "gen/notes": "read\n",
}
UNIT = '.units."gen-0.1.0"'
NARROWED = 'packageOverrides.gen.buildScriptInputs = [ "build.rs" ];'


def _script_error(project: Path, arguments: str) -> list[str]:
    with pytest.raises(Failed) as stopped:
        build(workspace(project, arguments) + UNIT)
    lines = [line.partition("> ")[2] for line in stopped.value.text.splitlines() if line.startswith("gen> ")]
    return lines[lines.index("error: the build script of gen did not find a file") :]


def test_a_script_sees_its_package(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    assert build(workspace(project) + UNIT).exists()


def test_a_file_missing_from_the_source(tmp_path: Path) -> None:
    project = write_project(tmp_path, {path: text for path, text in FILES.items() if path != "gen/notes"})
    assert _script_error(project, "")[2:] == [
        "  expected: a file of the source that the run of the script sees",
        '  got: notes: Os { code: 2, kind: NotFound, message: "No such file or directory" }',
        "  ways out:",
        "    1. Nix sees only tracked files; if your checkout has the file: `git add FILE` (`git add -f FILE` if .gitignore "
        "has it; in a submodule: `?submodules=1` at the end of the flake's address)",
    ]


def test_a_file_missing_from_build_script_inputs(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    assert _script_error(project, NARROWED)[-1] == (
        "    1. `packageOverrides.gen.buildScriptInputs` lists all files of this unit: add the missing file"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        'packageOverrides.gen.buildScriptInputs = [ "build.rs" "notes" ];',
        NARROWED + 'packageOverrides.gen.extraFiles = [ "gen/notes" ];',
    ],
)
def test_the_line_of_the_message_adds_the_file(tmp_path: Path, arguments: str) -> None:
    project = write_project(tmp_path, FILES)
    assert build(workspace(project, arguments) + UNIT).exists()
