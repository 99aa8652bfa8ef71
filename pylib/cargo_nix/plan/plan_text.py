"""The plan as text: sorted keys and one unit a line, so that diffs of a committed plan are small."""

import json
import os
import tempfile
from pathlib import Path

from cargo_nix.plan.schema import Plan

__all__ = ["render_plan", "write_plan"]

_LISTS = ("packages", "units")


def render_plan(plan: Plan) -> str:
    """Return ``plan`` as JSON with a final newline. Equal plans give equal text."""
    data = plan.model_dump(mode="json", by_alias=True)
    lines = []
    for key in sorted(data):
        if key in _LISTS and data[key]:
            rows = ",\n".join("  " + _compact_json(row) for row in data[key])
            lines.append(f" {json.dumps(key)}: [\n{rows}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {_compact_json(data[key])}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write_plan(plan: Plan, path: Path) -> None:
    """Write ``plan`` to ``path``, and create the directory if necessary.

    A rename replaces the file, so a reader never sees half a plan. Raises ``OSError`` if the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(render_plan(plan))
    Path(name).chmod(0o644)
    Path(name).replace(path)


def _compact_json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
