"""A line that a message quotes."""

import pytest

from cargo_nix.builder.complaint import shorten_line


@pytest.mark.parametrize("length", [0, 160])
def test_a_line_that_can_be_read_stays(length: int) -> None:
    assert shorten_line("x" * length) == "x" * length


def test_a_long_line_is_cut() -> None:
    assert shorten_line("x" * 161) == "x" * 160 + "…"
