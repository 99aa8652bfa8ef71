"""Compare the committed plan with what Cargo, and a scan of the sources, say of the workspace as it is."""

from __future__ import annotations

import json
import sys

from message import format_message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import PlanAttributes

__all__ = ["compare_plans"]


def compare_plans(attrs: PlanAttributes) -> int:
    """Fail with the keys that differ where the committed plan is not the made one, or its file sets not the scan's."""
    committed, planned = _read_plan(attrs["committed"]), _read_plan(attrs["made"])
    # The plan's derivation does not see sources; a plan that was written without file sets has none to be wrong.
    planned["files"] = None if committed.get("files") is None else _read_plan(attrs["scanned"])
    differing = sorted(key for key in committed.keys() | planned.keys() if committed.get(key) != planned.get(key))
    if differing:
        texts = [key for key in differing if isinstance(planned.get(key), str)]
        message = format_message(
            "the committed plan is not what Cargo and a scan say of this workspace",
            place=f"{attrs['shown']}: {', '.join(differing)}",
            expected=", ".join(f"{key} {planned[key]}" for key in texts),
            came=", ".join(f"{key} {committed.get(key)}" for key in texts),
            ways_out=(f"write it again: {attrs['refresh']}",),
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
