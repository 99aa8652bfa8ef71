"""The complaint of a failed script or linker: the first sign of a missing file, library or program in the output."""

from typing import NamedTuple

__all__ = ["Complaint", "shorten_line"]

_LONGEST = 160


class Complaint(NamedTuple):
    """The report of a missing library, program, file or variable.

    ``kind`` is a key of the message forms, ``name`` is the name of the library, program or file, and ``line`` is the
    line of the output with the complaint.
    """

    kind: str
    name: str
    line: str


def shorten_line(line: str) -> str:
    """Return ``line``, cut after 160 characters."""
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
