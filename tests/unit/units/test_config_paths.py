"""Paths in Cargo's configuration are relative to the file with the path."""

from pathlib import Path

import pytest

from cargo_nix.errors import UnitError
from cargo_nix.skeleton import read_configuration
from cargo_nix.units.config_paths import place_paths
from cargo_nix.units.platform_config import config_paths, linker_of, runner_of
from support.projects import write_project

TRIPLE = "x86_64-unknown-linux-gnu"
FILES = {
    ".cargo/config.toml": (
        'include = ["deep/more.toml"]\n[env]\nA = { value = "a", relative = true }\nB = { value = "b", relative = true }\n'
        f'[target.{TRIPLE}]\nlinker = "tools/ld"\n[target."cfg(unix)"]\nrunner = ["tools/run", "a/b"]\n'
    ),
    ".cargo/deep/more.toml": '[env]\nC = { value = "c", relative = true }\n',
    "front/.cargo/config.toml": (
        '[env]\nB = { value = "", relative = true }\nD = { value = "../d", relative = true }\nE = "plain/e"\n'
        f'[target.{TRIPLE}]\nrunner = "./run/it --with x/y"\n[target.other]\nlinker = "plain-ld"\nrunner = "/bin/run"\n'
    ),
}
# The output of `cargo config get` in `front`.
MERGED = {
    "env": {
        "A": {"value": "a", "relative": True},
        "B": {"value": "", "relative": True},
        "C": {"value": "c", "relative": True},
        "D": {"value": "../d", "relative": True},
        "E": "plain/e",
    },
    "target": {
        TRIPLE: {"linker": "tools/ld", "runner": "./run/it --with x/y"},
        "cfg(unix)": {"runner": ["tools/run", "a/b"]},
        "other": {"linker": "plain-ld", "runner": "/bin/run"},
    },
    "build": {"rustflags": ["-L", "x/y"]},
}


def _placed(root: Path) -> dict[str, object]:
    return place_paths(MERGED, read_configuration(write_project(root, FILES), "front"))


def test_each_path_is_relative_to_its_file(tmp_path: Path) -> None:
    placed = _placed(tmp_path)
    assert config_paths(placed) == {"A": "a", "B": "front/", "C": ".cargo/c", "D": "front/../d"}
    assert linker_of(placed, TRIPLE, ()) == "tools/ld"
    assert runner_of(placed, TRIPLE, ()) == ["front/./run/it", "--with", "x/y"]
    assert runner_of(placed, "b", ("unix",)) == ["tools/run", "a/b"]


def test_other_values_do_not_change(tmp_path: Path) -> None:
    placed = _placed(tmp_path)
    assert linker_of(placed, "other", ()) == "plain-ld"
    assert runner_of(placed, "other", ()) == ["/bin/run"]
    assert placed["build"] == MERGED["build"]
    assert dict(placed["env"])["E"] == "plain/e"  # type: ignore[call-overload] # a table


def test_a_configuration_without_files_does_not_change(tmp_path: Path) -> None:
    assert place_paths({"build": {}}, read_configuration(tmp_path, "")) == {"build": {}}


@pytest.mark.parametrize("program", ["../ld", "a/../../ld"])
def test_a_linker_outside_the_source_is_an_error(program: str) -> None:
    config = {"target": {TRIPLE: {"linker": program}}}
    with pytest.raises(UnitError, match="the linker of Cargo's configuration is outside of the source"):
        linker_of(config, TRIPLE, ())
    # The linkers of other targets do not matter, as with Cargo.
    assert linker_of(config, "other", ()) is None


def test_a_path_in_a_file_of_the_root_leads_out(tmp_path: Path) -> None:
    files = {".cargo/config.toml": 'include = ["../x.toml"]\n', "x.toml": f'[target.{TRIPLE}]\nrunner = "tools/run"\n'}
    config = {"target": {TRIPLE: {"runner": "tools/run"}}}
    placed = place_paths(config, read_configuration(write_project(tmp_path, files), ""))
    with pytest.raises(UnitError) as stopped:
        runner_of(placed, TRIPLE, ())
    assert stopped.value.came == "../tools/run"
