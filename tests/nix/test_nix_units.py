"""Unit tests of nixlib's pure functions, which Nix runs: see default.nix beside this file."""

from pathlib import Path
from typing import Any

import pytest

from support.nix import CHECKOUT, evaluate, needs_nix

TESTS = CHECKOUT / "tests/nix"
# Rooms in which each function is pure.
PURE_ROOMS = ("text", "toml")


def _files_of(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.glob("*/*.nix")}


def _run(directory: Path = TESTS) -> dict[str, Any]:
    result = evaluate(f"import {TESTS} {{ directory = {directory}; }}")
    assert isinstance(result, dict)
    return result


@pytest.mark.nix
@needs_nix
def test_nix_units() -> None:
    result = _run()
    assert result["count"] > 0
    assert result["failures"] == [], "\n" + "\n".join(result["failures"])


@pytest.mark.nix
@needs_nix
def test_a_failure_shows_each_difference(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/wrong.nix").write_text(
        """_scope: {
          equal = { expr = 1; expected = 1; };
          differs = {
            expr = { names = [ "a" "c" ]; more = true; f = x: x; };
            expected = { names = [ "a" "b" ]; less = null; f = 1; };
          };
          length = { expr = [ 1 ]; expected = [ ]; };
          stops = { expr = throw "no"; expected = 1; };
        }
        """,
        encoding="utf-8",
    )
    assert _run(tmp_path) == {
        "count": 4,
        "failures": [
            "lib/wrong.nix: differs\n"
            "  value.f: expected 1, got a function\n"
            "  value.less: expected null\n"
            "  value.more: not expected, got true\n"
            '  value.names[1]: expected "b", got "c"',
            "lib/wrong.nix: length\n  value: expected [ ], got [ 1 ]",
            "lib/wrong.nix: stops\n  value: evaluation stopped",
        ],
    }


def test_each_file_tests_the_function_of_its_name() -> None:
    fixtures = {name for name in _files_of(TESTS) if name.startswith("fixtures/")}
    assert _files_of(TESTS) - fixtures - _files_of(CHECKOUT / "nixlib") == set()


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_each_pure_function_has_tests(room: str) -> None:
    functions = {name for name in _files_of(CHECKOUT / "nixlib") if name.startswith(f"{room}/")}
    assert functions - _files_of(TESTS) == set()
