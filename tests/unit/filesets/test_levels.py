"""The meaning of words and programs, for a macro and for a program that Cargo starts."""

import pytest

from cargo_nix.crates.words import ANCHORED, CLIMBS, CWD, LOADS, MANIFESTS, OPENS, STARTS
from cargo_nix.filesets.levels import Readable, readable_by_macros, readable_by_program, readable_by_started

CLOSED, PACKAGE, WORKSPACE = Readable(), Readable(opens=True), Readable(opens=True, climbs=True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (set(), CLOSED),
        ({ANCHORED}, CLOSED),
        ({OPENS, ANCHORED}, PACKAGE),
        ({LOADS}, PACKAGE),
        ({LOADS, ANCHORED}, PACKAGE),
        # rustc runs in the root of the workspace.
        ({OPENS}, WORKSPACE),
        ({OPENS, ANCHORED, CLIMBS}, WORKSPACE),
        ({OPENS, ANCHORED, CWD}, WORKSPACE),
        ({LOADS, CLIMBS}, WORKSPACE),
        ({STARTS}, WORKSPACE),
        ({STARTS, ANCHORED}, WORKSPACE),
        # Words that go up only count together with words that open files.
        ({CLIMBS, ANCHORED}, Readable(climbs=True)),
        ({MANIFESTS}, Readable(manifests=True)),
        ({MANIFESTS, OPENS, ANCHORED}, Readable(opens=True, manifests=True)),
    ],
)
def test_readable_files_of_macros(words: set[str], expected: Readable) -> None:
    assert readable_by_macros(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (set(), CLOSED),
        ({LOADS, ANCHORED, MANIFESTS}, CLOSED),
        # The program starts in the directory of its package.
        ({OPENS}, PACKAGE),
        ({OPENS, CWD}, PACKAGE),
        ({OPENS, CLIMBS}, WORKSPACE),
        ({CLIMBS}, Readable(climbs=True)),
        ({STARTS}, WORKSPACE),
    ],
)
def test_readable_files_of_programs(words: set[str], expected: Readable) -> None:
    assert readable_by_program(words) == expected


@pytest.mark.parametrize(
    ("programs", "expected"),
    [
        (set(), CLOSED),
        # A source in Nix has no repository.
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
def test_readable_files_of_started_programs(programs: set[str], expected: Readable) -> None:
    assert readable_by_started(programs) == expected


def test_readable_files_add_up() -> None:
    first = Readable(opens=True, places=frozenset({"a"}))
    second = Readable(climbs=True, manifests=True, places=frozenset({"b"}))
    assert first | second == Readable(opens=True, climbs=True, manifests=True, places=frozenset({"a", "b"}))
    assert first | Readable() == first
