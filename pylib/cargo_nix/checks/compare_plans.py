"""Compare the committed plan with what Cargo, and a scan of the sources, say of the workspace as it is."""

import json
import sys
from typing import Any

__all__ = ["compare_plans"]


def compare_plans(attrs: dict[str, Any]) -> int:
    """Fail with the keys that differ where the committed plan is not the made one, or its file sets not the scan's."""
    committed, made = _read(attrs["committed"]), _read(attrs["made"])
    # The plan's derivation does not see sources; a plan that was written without file sets has none to be wrong.
    made["files"] = None if committed.get("files") is None else _read(attrs["scanned"])
    differing = sorted(key for key in committed.keys() | made.keys() if committed.get(key) != made.get(key))
    if differing:
        print("error: the committed plan is not what Cargo and a scan say of this workspace", file=sys.stderr)
        print(f"  at: {attrs['shown']}: {', '.join(differing)}", file=sys.stderr)
        for key in differing:
            if isinstance(made.get(key), str):
                print(f"  expected: {key} {made[key]}\n  got: {committed.get(key)}", file=sys.stderr)
        print(f"  ways out:\n    1. write it again: {attrs['refresh']}", file=sys.stderr)
        return 1
    with open(attrs["outputs"]["out"], "w", encoding="utf-8"):
        pass
    return 0


def _read(path: str) -> dict[str, Any]:
    with open(path, encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    return found
