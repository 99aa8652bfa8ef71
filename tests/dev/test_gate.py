"""``./dev/test``: which checks it runs, with which commands, and its exit status."""

import sys

import gate
import pytest
from gate_checks import FAST_MARKS, Check, checks

ALL = [check.name for check in checks()]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...]]]:
    """Return a list that takes the name and the command of each check, in place of a process; ``ruff`` fails."""
    calls: list[tuple[str, tuple[str, ...]]] = []

    def call(name: str, argv: tuple[str, ...], _env: object) -> tuple[int, float]:
        calls.append((name, argv))
        return int(name == "ruff"), 1.0

    monkeypatch.setattr(gate, "_call", call)
    return calls


def test_unit_tests_run_first_and_whole_projects_last(commands: list[tuple[str, tuple[str, ...]]]) -> None:
    gate.main([])
    names = [name for name, _argv in commands]
    assert names == ALL
    assert names[0] == "unit"
    assert names[-2:] == ["tests", "flake-check"]


def test_fast_leaves_out_builds_in_nix(commands: list[tuple[str, tuple[str, ...]]]) -> None:
    gate.main(["--fast"])
    assert [name for name, _argv in commands] == [name for name in ALL if name not in ("nix-format", "flake-check")]
    assert all(FAST_MARKS in argv for name, argv in commands if name in ("unit", "tests"))


def test_a_path_of_tests_runs_alone(commands: list[tuple[str, tuple[str, ...]]]) -> None:
    gate.main(["tests/dev/test_gate.py::test_a_path_of_tests_runs_alone", "-x"])
    ((name, argv),) = commands
    assert name == "tests"
    assert argv[0] == sys.executable
    assert argv[-2:] == ("tests/dev/test_gate.py::test_a_path_of_tests_runs_alone", "-x")


@pytest.mark.parametrize(("only", "status"), [("ruff", 1), ("mypy", 0)])
def test_the_status_is_that_of_the_checks(commands: list[tuple[str, tuple[str, ...]]], only: str, status: int) -> None:
    assert gate.main(["--only", only]) == status
    assert [name for name, _argv in commands] == [only]


def test_lint_is_all_checks_that_only_read(commands: list[tuple[str, tuple[str, ...]]]) -> None:
    gate.main(["--only", "lint"])
    names = ["ruff", "ruff-format", "mypy", "mypy-builder", "mypy-checks", "mypy-web", "prose"]
    assert [name for name, _argv in commands] == names


def test_github_folds_the_output_of_a_check(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setattr(gate, "checks", lambda: iter([Check(name="no", argv=(sys.executable, "-c", "exit(3)"))]))
    assert gate.main([]) == 1
    lines = capfd.readouterr().out.splitlines()
    assert lines[:3] == [
        f"::group::no: {sys.executable} -c exit(3)",
        "::endgroup::",
        "::error::no failed; run it alone with `./dev/test --only no`",
    ]
