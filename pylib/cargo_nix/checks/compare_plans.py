"""Compare a committed plan with the plan that Cargo, rustc and a scan of the sources give."""

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
    committed, made = _read_json(attrs["committed"]), _read_json(attrs["made"])
    # The hash of the text differs with any other key.
    keys = (committed.keys() | made.keys()) - {"sha256"}
    differing = sorted(key for key in keys if committed.get(key) != made.get(key))
    if differing:
        texts = [key for key in differing if key in {"cargo", "rustc"}]
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


def _read_json(path: str) -> dict[str, object]:
    with open(path, encoding="utf-8") as file:
        plan: dict[str, object] = json.load(file)
    return plan
