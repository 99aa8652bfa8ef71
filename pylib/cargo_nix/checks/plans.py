"""Compare the committed plan with the one that Cargo makes of the workspace as it is."""

import json
import sys
from typing import Any

__all__ = ["compare_plans"]


def compare_plans(attrs: dict[str, Any]) -> int:
    """Fail with the keys that differ where the committed plan is not the made one; file sets are left aside."""
    committed, made = _read(attrs["committed"]), _read(attrs["made"])
    # Nix may scan while evaluating, and the plan's derivation does not see sources.
    differing = sorted(key for key in committed.keys() | made.keys() if committed.get(key) != made.get(key))
    differing = [key for key in differing if key != "files"]
    if differing:
        print("error: the committed plan is not what Cargo says of this workspace", file=sys.stderr)
        print(f"  at: {attrs['shown']}: {', '.join(differing)}", file=sys.stderr)
        for key in differing:
            if isinstance(made.get(key), str):
                print(f"  expected: {key} {made[key]}\n  got: {committed.get(key)}", file=sys.stderr)
        print("  ways out:\n    1. write it again: nix run .#cargo-nix -- plan", file=sys.stderr)
        return 1
    with open(attrs["outputs"]["out"], "w", encoding="utf-8"):
        pass
    return 0


def _read(path: str) -> dict[str, Any]:
    with open(path, encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    return found
