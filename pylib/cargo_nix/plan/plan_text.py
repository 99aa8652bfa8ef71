"""The plan of one command as text: sorted keys and one unit a line."""

import json

from cargo_nix.plan.schema import Plan

__all__ = ["render_plan"]

_LISTS = ("packages", "units")


def render_plan(plan: Plan) -> str:
    """Return ``plan`` as JSON with a final newline. Equal plans give equal text."""
    data = plan.model_dump(mode="json")
    lines = []
    for key in sorted(data):
        if key in _LISTS and data[key]:
            rows = ",\n".join("  " + _compact_json(row) for row in data[key])
            lines.append(f" {json.dumps(key)}: [\n{rows}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {_compact_json(data[key])}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact_json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
