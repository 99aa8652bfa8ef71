"""What the output of a failed script or link complains of."""

from typing import NamedTuple

__all__ = ["Complaint", "shorten_line"]

_LONGEST = 160


class Complaint(NamedTuple):
    """What is missing: ``kind`` is a key of the forms, ``name`` the thing's, ``line`` where the output says so."""

    kind: str
    name: str
    line: str


def shorten_line(line: str) -> str:
    """Return ``line``, cut where it is too long to read."""
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
