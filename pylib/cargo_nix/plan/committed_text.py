"""The text of a committed plan: one unit a line, without defaults, with a hash of the text at the end.

nixlib/plan/planText.nix reads the first and the last lines before it parses anything.
"""

import hashlib
import json

from cargo_nix.plan.committed_schema import CommittedPlan

__all__ = ["render_committed"]

_LISTS = ("packages", "sets", "units")
_TABLES = ("commands", "systems")
_MORE = ("more_packages", "more_sets", "more_units")


def render_committed(plan: CommittedPlan) -> str:
    """Return ``plan`` as JSON with a final newline. Equal plans give equal text.

    The first field is the version of the format. The last field is the SHA-256 of all text before the line of the
    field, so a file that is cut off, merged or edited is recognised.
    """
    data = plan.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    lines = [f' "schema": {plan.schema_version}']
    lines += [f' "{key}": {_compact(data[key])}' for key in sorted(data.keys() - {*_LISTS, *_MORE, *_TABLES, "schema"})]
    for key in _TABLES:
        if data.get(key):
            lines.append(_rows(key, [f'"{name}":{_compact(row)}' for name, row in sorted(data[key].items())], "{}"))
    lines += [
        _rows(key, [_compact(row) for row in data.get(key, [])], "[]")
        for key in (*_LISTS, *_MORE)
        if key in _LISTS or data.get(key)
    ]
    text = "{\n" + ",\n".join(lines) + ",\n"
    return f'{text} "sha256": "{hashlib.sha256(text.encode()).hexdigest()}"\n}}\n'


def _rows(key: str, rows: list[str], brackets: str) -> str:
    inner = ",\n".join(f"  {row}" for row in rows)
    return f' "{key}": {brackets[0]}\n{inner}\n {brackets[1]}'


def _compact(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
