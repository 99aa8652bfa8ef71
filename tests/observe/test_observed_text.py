"""Observations survive writing and parsing."""

import pytest

from cargo_nix.observe import Observation, Reading, UnitReadings
from cargo_nix.observe.observation import How
from support.observed import parse_observed, write_observed

FILES = ("README.md", "a b/lib.rs", "a b/notes/one.md", "docs/x.md")


def _unit(directory: str, key: str, *readings: tuple[str, How]) -> UnitReadings:
    unit_readings = tuple(Reading(path=path, how=how, programs=()) for path, how in readings)
    return UnitReadings(directory=directory, key=key, processes=0, readings=unit_readings)


def _observation(*units: UnitReadings) -> Observation:
    return Observation(files=FILES, units=units, foreign=(), exit_codes=())


def test_written_observations_read_back() -> None:
    build = _observation(_unit("", "lib:root:plain"), _unit("a b", "lib:a:plain", ("a b/lib.rs", "opened")))
    test = _observation(_unit("a b", "run", ("README.md", "asked"), ("a b/notes/", "listed")))
    text = write_observed([("cargo build", build), ("cargo test --workspace", test)])
    assert text == (
        "cargo build\n"
        "  . lib:root:plain\n"
        "  a b lib:a:plain\n"
        "    opened  a b/lib.rs\n"
        "cargo test --workspace\n"
        "  a b run\n"
        "    asked   README.md\n"
        "    listed  a b/notes/\n"
    )
    assert parse_observed(text, FILES) == {"cargo build": build, "cargo test --workspace": test}


def test_directories_on_the_way_are_omitted() -> None:
    unit = _unit("", "run", ("a b/", "asked"), ("a b/lib.rs", "opened"), ("a b/notes/", "shown"), ("docs/", "asked"))
    assert write_observed([("cargo test", _observation(unit))]).splitlines()[2:] == [
        "    opened  a b/lib.rs",
        "    shown   a b/notes/",
        "    asked   docs/",
    ]


@pytest.mark.parametrize("text", ["lib.rs", "cargo test\n  . run\n    read lib.rs"])
def test_other_text_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a use of a path|not a cargo command line"):
        parse_observed(text, FILES)
