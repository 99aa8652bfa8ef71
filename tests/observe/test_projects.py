"""Projects with file-reading crates, each with a record of the paths that every unit uses."""

import os
from pathlib import Path

import pytest

from cargo_nix.observe import observe_copy
from cargo_nix.observe.trace_build import copy_workspace
from cargo_nix.observe.workspace_tree import read_tree
from support.observed import parse_observed, write_observed

PROJECTS = sorted(path for path in (Path(__file__).parent / "projects").iterdir() if path.is_dir())
COMMANDS = ("cargo build --workspace", "cargo test --workspace")


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_the_record_fits_its_project(project: Path, tmp_path: Path) -> None:
    text = project.with_name(f"{project.name}.observed").read_text(encoding="utf-8")
    copy_workspace(project, tmp_path / "workspace")
    tree = read_tree(tmp_path / "workspace")
    observations = parse_observed(text, tree.files)
    assert tuple(observations) == COMMANDS
    assert write_observed(observations.items()) == text
    paths = {
        reading.path for observation in observations.values() for unit in observation.units for reading in unit.readings
    }
    assert paths <= tree.files | {f"{directory}/" for directory in tree.directories}
    assert "crates/app/src/lib.rs" in paths


@pytest.mark.long
@pytest.mark.network
@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_a_build_with_cargo_gives_the_record(project: Path, tmp_path: Path) -> None:
    text = project.with_name(f"{project.name}.observed").read_text(encoding="utf-8")
    copy_workspace(project, tmp_path / "workspace")
    env = {"CARGO_HOME": os.environ["CARGO_HOME"]} if "CARGO_HOME" in os.environ else {}
    observations = [
        (line, observe_copy(tmp_path / "workspace", line.split()[1], ["--workspace", "--locked"], env=env))
        for line in COMMANDS
    ]
    assert write_observed(observations) == text
