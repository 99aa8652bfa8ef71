"""The line about a file that a unit did not find."""

from types import ModuleType

import pytest

from support.standalone import standalone_module

ADDED = '`{path}` is not in the file set of this unit: `git add {path}` for a new file, else buildCargoWorkspace {{ packageOverrides.app.extraFiles = [ "{path}" ]; … }}'

SRC = "/nix/store/x-source"


@pytest.fixture(scope="module", name="missing_file")
def _missing_file() -> ModuleType:
    return standalone_module("missing_file")


def _advice(
    missing_file: ModuleType, output: str, cwd: str = "", changes: dict[str, str | bool] | None = None
) -> str | None:
    attrs = {
        "packageName": "app",
        "member": True,
        "src": SRC,
        "manifestDir": f"{SRC}/crates/app",
        "level": "closed",
        "narrowed": "",
        **(changes or {}),
    }
    line: str | None = missing_file.missing_file_advice(attrs, output, f"{SRC}/{cwd}")
    return line


@pytest.mark.parametrize(
    ("output", "path"),
    [
        ("error: couldn't read `crates/app/data.txt`: No such file or directory (os error 2)", "crates/app/data.txt"),
        (
            'error[E0583]: file not found for module `a`\n = help: create file "crates/app/src/a.rs"',
            "crates/app/src/a.rs",
        ),
    ],
)
def test_a_file_of_the_package_is_not_tracked(missing_file: ModuleType, output: str, path: str) -> None:
    line = _advice(missing_file, output)
    assert line is not None
    assert line.startswith(f"`{path}` is not in the source that Nix got: `git add {path}`")


def test_a_build_script_runs_in_its_package(missing_file: ModuleType) -> None:
    output = "schema/api.txt: No such file or directory (os error 2)"
    line = _advice(missing_file, output, "crates/app")
    assert line is not None
    assert line.startswith("`crates/app/schema/api.txt` is not in the source that Nix got")


def test_a_file_of_the_workspace_has_the_line_that_adds_it(missing_file: ModuleType) -> None:
    output = f"thread 'main' panicked: {SRC}/schema/api.txt: No such file or directory"
    assert _advice(missing_file, output) == ADDED.format(path="schema/api.txt")


@pytest.mark.parametrize(
    ("output", "changes"),
    [
        ("error: expected `;`", {}),
        ("couldn't read `data.txt`: No such file or directory", {"member": False}),
    ],
)
def test_nothing_is_said(missing_file: ModuleType, output: str, changes: dict[str, str | bool]) -> None:
    assert _advice(missing_file, output, changes=changes) is None


def test_what_the_user_has_narrowed_names_the_argument(missing_file: ModuleType) -> None:
    line = _advice(missing_file, "a.txt: No such file or directory", "crates/app", {"narrowed": "macroInputs"})
    assert line is not None
    assert "macroInputs" in line


def test_outside_of_the_source(missing_file: ModuleType) -> None:
    line = _advice(missing_file, "../other.txt: No such file or directory")
    assert line == "`../other.txt` is outside of the source: Nix sees only `src`"
