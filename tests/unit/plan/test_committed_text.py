"""The text of a committed plan has a hash of itself, and no defaults."""

import hashlib
import json

from cargo_nix.committed_request import commit_plans
from cargo_nix.plan.committed_text import render_committed
from support.plans import MAIN, TEST


def test_the_text_ends_with_its_hash_and_has_no_defaults() -> None:
    text = render_committed(commit_plans({"main": MAIN, "test": TEST}, "s", "00", None, []))
    body, mark, end = text.rpartition(' "sha256": ')
    assert mark
    assert end == f'"{hashlib.sha256(body.encode()).hexdigest()}"\n}}\n'
    assert text.startswith('{\n "schema": 5,\n')
    data = json.loads(text)
    assert "config_env" not in data
    assert data["packages"][0]["env"] == {"CARGO_PKG_NAME": "b"}
    assert data["units"][0] == {
        "crate_name": "t",
        "edition": "2024",
        "env": {},
        "identity": "base",
        "name": "base",
        "package": 0,
        "target": "t",
    }
    assert sum(line.startswith("  {") for line in text.splitlines()) == len(data["units"]) + len(data["packages"])
