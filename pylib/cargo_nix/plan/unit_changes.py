"""The difference of a unit between two systems.

nixlib/plan/changedRow.nix applies changes, and has the same rules as ``changed_row``.
"""

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["Row", "changed_row", "row_changes"]

Row = dict[str, Any]
"""A unit as JSON, with all fields."""


def row_changes(base: Row, row: Row) -> Iterator[Row]:
    """Yield the changes (``UnitChange``) that make ``row`` of ``base``: one field each, the identity first."""
    if row["identity"] != base["identity"]:
        yield {"identity": row["identity"]}
        base = _with_identity(base, row["identity"])
    for field, value in row.items():
        before = base[field]
        if value == before:
            continue
        if field == "args":
            yield {field: _splice(before, value)}
        elif field == "env":
            names = sorted({*before, *value})
            yield {field: {name: value.get(name) for name in names if value.get(name) != before.get(name)}}
        elif field == "run" and value is not None and before is not None:
            yield {field: {name: new for name, new in value.items() if new != before[name]}}
        else:
            yield {field: value}


def changed_row(row: Row, change: Mapping[str, Any]) -> Row:
    """Return ``row`` with ``change``, one of the changes of ``row_changes``."""
    if "identity" in change:
        return _with_identity(row, change["identity"])
    changed = {**row, **change}
    if "args" in change:
        start, count, words = change["args"]
        changed["args"] = [*row["args"][:start], *words, *row["args"][start + count :]]
    if "env" in change:
        env = {**row["env"], **change["env"]}
        changed["env"] = {name: value for name, value in env.items() if value is not None}
    if change.get("run") is not None:
        changed["run"] = {**(row["run"] or {}), **change["run"]}
    return changed


def _with_identity(row: Row, identity: str) -> Row:
    # The identity is a hash, so other text does not contain it.
    text = json.dumps(row).replace(row["identity"], identity)
    changed: Row = json.loads(text)
    return changed


def _splice(before: list[str], after: list[str]) -> tuple[int, int, list[str]]:
    start = len(os.path.commonprefix([before, after]))
    end = len(os.path.commonprefix([before[start:][::-1], after[start:][::-1]]))
    return start, len(before) - start - end, after[start : len(after) - end]
