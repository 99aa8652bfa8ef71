"""What words and programs mean for a macro and for a program that Cargo starts."""

import pytest

from cargo_nix.crates.words import ANCHORED, CLIMBS, CWD, LOADS, MANIFESTS, OPENS, STARTS
from cargo_nix.filesets.levels import Reading, programs_reading, reading_of_macros, reading_of_program

CLOSED, PACKAGE, WORKSPACE = Reading(), Reading(opens=True), Reading(opens=True, climbs=True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (set(), CLOSED),
        ({ANCHORED}, CLOSED),
        ({OPENS, ANCHORED}, PACKAGE),
        ({LOADS}, PACKAGE),
        ({LOADS, ANCHORED}, PACKAGE),
        # Where rustc runs: in the root of the workspace.
        ({OPENS}, WORKSPACE),
        ({OPENS, ANCHORED, CLIMBS}, WORKSPACE),
        ({OPENS, ANCHORED, CWD}, WORKSPACE),
        ({LOADS, CLIMBS}, WORKSPACE),
        ({STARTS}, WORKSPACE),
        ({STARTS, ANCHORED}, WORKSPACE),
        # What leads out opens nothing by itself; together with what opens it does.
        ({CLIMBS, ANCHORED}, Reading(climbs=True)),
        ({MANIFESTS}, Reading(manifests=True)),
        ({MANIFESTS, OPENS, ANCHORED}, Reading(opens=True, manifests=True)),
    ],
)
def test_macros(words: set[str], expected: Reading) -> None:
    assert reading_of_macros(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (set(), CLOSED),
        ({LOADS, ANCHORED, MANIFESTS}, CLOSED),
        # It starts in the directory of its package.
        ({OPENS}, PACKAGE),
        ({OPENS, CWD}, PACKAGE),
        ({OPENS, CLIMBS}, WORKSPACE),
        ({CLIMBS}, Reading(climbs=True)),
        ({STARTS}, WORKSPACE),
    ],
)
def test_programs_of_a_package(words: set[str], expected: Reading) -> None:
    assert reading_of_program(words) == expected


@pytest.mark.parametrize(
    ("programs", "expected"),
    [
        (set(), CLOSED),
        # A source that Nix builds from has no repository.
        ({"git"}, CLOSED),
        ({"git", "date", "CARGO_BIN_EXE"}, CLOSED),
        ({"rustc"}, PACKAGE),
        ({"git", "protoc"}, PACKAGE),
        ({"cc", "ar"}, PACKAGE),
        ({"cargo"}, WORKSPACE),
        ({"sh"}, WORKSPACE),
        ({"?"}, WORKSPACE),
        ({"git", "?"}, WORKSPACE),
    ],
)
def test_programs_that_code_starts(programs: set[str], expected: Reading) -> None:
    assert programs_reading(programs) == expected


def test_readings_add_up() -> None:
    one = Reading(opens=True, places=frozenset({"a"}))
    other = Reading(climbs=True, manifests=True, places=frozenset({"b"}))
    assert one | other == Reading(opens=True, climbs=True, manifests=True, places=frozenset({"a", "b"}))
    assert one | Reading() == one
