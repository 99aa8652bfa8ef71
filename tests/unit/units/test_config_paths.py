"""Paths of Cargo's configuration start where the file that has them lies."""

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
# What `cargo config get` answers in `front`.
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


def test_each_path_starts_at_its_own_file(tmp_path: Path) -> None:
    placed = _placed(tmp_path)
    assert config_paths(placed) == {"A": "a", "B": "front/", "C": ".cargo/c", "D": "front/../d"}
    assert linker_of(placed, TRIPLE, ()) == "tools/ld"
    assert runner_of(placed, TRIPLE, ()) == ["front/./run/it", "--with", "x/y"]
    assert runner_of(placed, "b", ("unix",)) == ["tools/run", "a/b"]


def test_what_is_no_relative_path_stays(tmp_path: Path) -> None:
    placed = _placed(tmp_path)
    assert linker_of(placed, "other", ()) == "plain-ld"
    assert runner_of(placed, "other", ()) == ["/bin/run"]
    assert placed["build"] == MERGED["build"]
    assert dict(placed["env"])["E"] == "plain/e"  # type: ignore[call-overload] # a table


def test_a_configuration_without_files_stays(tmp_path: Path) -> None:
    assert place_paths({"build": {}}, read_configuration(tmp_path, "")) == {"build": {}}


@pytest.mark.parametrize("program", ["../ld", "a/../../ld"])
def test_a_linker_outside_of_the_source(program: str) -> None:
    config = {"target": {TRIPLE: {"linker": program}}}
    with pytest.raises(UnitError, match="the linker of Cargo's configuration lies outside of the source"):
        linker_of(config, TRIPLE, ())
    # Cargo looks at those of other targets no more than this.
    assert linker_of(config, "other", ()) is None


def test_a_file_in_the_source_itself_starts_above_it(tmp_path: Path) -> None:
    files = {".cargo/config.toml": 'include = ["../x.toml"]\n', "x.toml": f'[target.{TRIPLE}]\nrunner = "tools/run"\n'}
    config = {"target": {TRIPLE: {"runner": "tools/run"}}}
    placed = place_paths(config, read_configuration(write_project(tmp_path, files), ""))
    with pytest.raises(UnitError) as stopped:
        runner_of(placed, TRIPLE, ())
    assert stopped.value.came == "../tools/run"
