"""Messages of units and checks have the form of all errors."""

from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.builder.message import format_message
from cargo_nix.errors import CargoNixError

lines = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8)


def test_the_parts_of_a_message() -> None:
    message = format_message("it is not there", place="here", expected="a", came="b", ways_out=("do this", "or that"))
    assert message.splitlines() == [
        "error: it is not there",
        "  at: here",
        "  expected: a",
        "  got: b",
        "  ways out:",
        "    1. do this",
        "    2. or that",
    ]


@given(lines, lines, lines, lines, st.lists(lines))
def test_messages_have_the_form_of_errors(problem: str, place: str, expected: str, came: str, ways: list[str]) -> None:
    error = CargoNixError(problem=problem, place=place, expected=expected, came=came, ways_out=tuple(ways))
    assert format_message(problem, place=place, expected=expected, came=came, ways_out=ways) == str(error)
