"""Compare a committed plan with Cargo's answer for the workspace, and with a scan of the sources."""

from __future__ import annotations

import json
import sys

from message import format_message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import PlanAttributes

__all__ = ["compare_plans"]


def compare_plans(attrs: PlanAttributes) -> int:
    """Compare the committed plan of ``attrs`` with a new plan; return 0 if both are equal, and 1 otherwise.

    The error names the keys with different values. The check writes an empty output.
    """
    committed, planned = _read_plan(attrs["committed"]), _read_plan(attrs["made"])
    # The derivation of the plan has no sources, so file sets come from the scan. A plan that was written without file
    # sets has no file sets to compare.
    planned["files"] = None if committed.get("files") is None else _read_plan(attrs["scanned"])
    differing = sorted(key for key in committed.keys() | planned.keys() if committed.get(key) != planned.get(key))
    if differing:
        texts = [key for key in differing if isinstance(planned.get(key), str)]
        message = format_message(
            "the committed plan does not match Cargo's answer and the scan",
            place=f"{attrs['shown']}: {', '.join(differing)}",
            expected=", ".join(f"{key} {planned[key]}" for key in texts),
            came=", ".join(f"{key} {committed.get(key)}" for key in texts),
            ways_out=(f"write the plan again: {attrs['refresh']}",),
        )
        print(message, file=sys.stderr)
        return 1
    with open(attrs["outputs"]["out"], "w", encoding="utf-8"):
        pass
    return 0


def _read_plan(path: str) -> dict[str, object]:
    with open(path, encoding="utf-8") as file:
        plan: dict[str, object] = json.load(file)
    return plan
