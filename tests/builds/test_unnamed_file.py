"""A build script that opens a file under a name that it makes: the build stops, and each way out of the message is one."""

from pathlib import Path

import pytest

from support.nix import Failed, build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

SCRIPT = """fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let name: String = ['n', 'o', 't', 'e', 's'].iter().collect();
    println!("cargo:rustc-env=TEXT={}", std::fs::read_to_string(name).unwrap().trim());
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


def test_the_build_stops_and_says_what_adds_the_file(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    with pytest.raises(Failed) as stopped:
        build(workspace(project) + UNIT)
    lines = [line.partition("> ")[2] for line in stopped.value.text.splitlines() if line.startswith("gen> ")]
    start = lines.index("error: the build script of gen did not find a file")
    assert lines[start + 4 :] == [
        "  ways out:",
        '    1. if the script reads it without naming it, let it say so: println!("cargo:rerun-if-changed=FILE");',
        '    2. or say what it reads: buildCargoWorkspace { buildScriptInputs.gen = [ "build.rs" "FILE" ]; … }',
        '    3. or add it to all units of the package: buildCargoWorkspace { extraFiles.gen = [ "gen/FILE" ]; … }',
        "    4. if it is new and the source is a git checkout: git add it",
    ]


@pytest.mark.parametrize(
    ("declared", "arguments"),
    [
        ("notes", ""),
        ("build.rs", 'buildScriptInputs.gen = [ "build.rs" "notes" ];'),
        ("build.rs", 'extraFiles.gen = [ "gen/notes" ];'),
    ],
)
def test_each_way_out_adds_it(tmp_path: Path, declared: str, arguments: str) -> None:
    project = write_project(tmp_path, {**FILES, "gen/build.rs": SCRIPT.replace("=build.rs", f"={declared}")})
    assert build(workspace(project, arguments) + UNIT).exists()
