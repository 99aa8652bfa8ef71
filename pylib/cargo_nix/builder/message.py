"""The form of error messages in units and checks. Checks import this module from the builder's folder.

``cargo_nix.errors`` has the same form for all other programs, because the store path of the builder contains only this
folder. A test compares both.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["format_message"]


def format_message(
    problem: str, *, place: str = "", expected: str = "", came: str = "", ways_out: Sequence[str] = ()
) -> str:
    """Return the message of these parts, without a trailing newline. All parts except ``problem`` may be empty."""
    parts = (("at", place), ("expected", expected), ("got", came))
    lines = ["error: " + problem, *(f"  {label}: {text}" for label, text in parts if text)]
    if ways_out:
        lines.append("  ways out:")
    return "\n".join([*lines, *(f"    {number}. {way}" for number, way in enumerate(ways_out, 1))])
