"""The form of a message that says what is missing and which entry gives it: of failed scripts and of failed links."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Finding", "tell"]

_LONGEST = 160


class Finding(NamedTuple):
    """What is missing: ``kind`` is a key of the forms, ``name`` the thing's, ``line`` where the output says so."""

    kind: str
    name: str
    line: str


def tell(problem: str, at: str, expected: str, got: str, ways: Sequence[str]) -> str:
    """Return the message of these parts; ``got`` is one line, cut where it is too long to read."""
    return "\n".join(
        [
            "error: " + problem,
            "  at: " + at,
            "  expected: " + expected,
            "  got: " + (got if len(got) <= _LONGEST else got[:_LONGEST] + "…"),
            "  ways out:",
            *(f"    {number}. {way}" for number, way in enumerate(ways, 1)),
        ]
    )
