"""The plan as bytes: sorted keys, one unit a line, so that a committed plan makes small diffs."""

import json
import os
import tempfile
from pathlib import Path

from pydantic import ValidationError

from cargo_nix.errors import PlanError
from cargo_nix.plan.schema import SCHEMA, Plan

__all__ = ["read_plan", "render_plan", "write_plan"]

_LISTS = ("packages", "units")


def render_plan(plan: Plan) -> str:
    """Return ``plan`` as JSON text that ends in a newline. Equal plans give equal text."""
    data = plan.model_dump(mode="json", by_alias=True)
    lines = []
    for key in sorted(data):
        if key in _LISTS and data[key]:
            rows = ",\n".join("  " + _compact(row) for row in data[key])
            lines.append(f" {json.dumps(key)}: [\n{rows}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {_compact(data[key])}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write_plan(plan: Plan, path: Path) -> None:
    """Write ``plan`` to ``path`` in one step: a reader sees the old file or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(render_plan(plan))
    Path(name).chmod(0o644)
    Path(name).replace(path)


def read_plan(path: Path) -> Plan:
    """Return the plan at ``path``; raise ``PlanError`` for another schema version or a file that is no plan."""
    text = path.read_text(encoding="utf-8")
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise PlanError(
            problem="the plan is no JSON",
            place=f"{path.name}:{error.lineno}:{error.colno}",
            expected="a file that `cargo-nix plan` wrote",
            came=error.msg,
            ways_out=("write it again: nix run .#cargo-nix -- plan",),
        ) from error
    version = found.get("schema") if isinstance(found, dict) else None
    if version != SCHEMA:
        raise PlanError(
            problem="the plan is of another schema version",
            place=f"{path.name}: schema",
            expected=str(SCHEMA),
            came=str(version),
            ways_out=("write it again: nix run .#cargo-nix -- plan", "use the cargo-nix that wrote it"),
        )
    try:
        return Plan.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        raise PlanError(
            problem="the plan does not fit its schema",
            place=f"{path.name}: {'.'.join(str(part) for part in first['loc'])}",
            expected=first["msg"],
            came=str(first.get("input"))[:80],
            ways_out=("write it again: nix run .#cargo-nix -- plan",),
        ) from error


def _compact(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
