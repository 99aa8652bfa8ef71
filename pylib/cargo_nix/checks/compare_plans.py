"""Compare a committed plan with the plan that Cargo, rustc and a scan of the sources give."""

from __future__ import annotations

import json
import sys

from message import format_message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from check_attributes import PlanAttributes

__all__ = ["compare_plans"]


def compare_plans(attrs: PlanAttributes) -> int:
    """Compare the committed plan of ``attrs`` with a new plan; return 0 if both are equal, and 1 otherwise.

    The error names the keys with different values. The check writes an empty output.
    """
    committed, made = _read_plan(attrs["committed"]), _read_plan(attrs["made"])
    differing = sorted(key for key in committed.keys() | made.keys() if committed.get(key) != made.get(key))
    if differing:
        texts = [key for key in differing if key.rpartition(".")[2] in {"cargo", "rustc"}]
        message = format_message(
            "the committed plan differs from Cargo's answers and the scan",
            place=f"{attrs['shown']}: {', '.join(differing)}",
            expected="; ".join(_text(made.get(key)) for key in texts),
            came="; ".join(_text(committed.get(key)) for key in texts),
            ways_out=("write the plan again: nix run .#update-plan",),
        )
        print(message, file=sys.stderr)
        return 1
    with open(attrs["outputs"]["out"], "w", encoding="utf-8"):
        pass
    return 0


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _read_plan(path: str) -> dict[str, object]:
    """Return the fields of the plan in the file ``path``, and of its systems with keys as `systems.NAME.FIELD`."""
    with open(path, encoding="utf-8") as file:
        plan: dict[str, Any] = json.load(file)
    # The hash of the text differs with any other key.
    fields = {key: value for key, value in plan.items() if key not in {"systems", "sha256"}}
    for system, part in plan.get("systems", {}).items():
        fields |= {f"systems.{system}.{key}": value for key, value in part.items()}
    return fields
