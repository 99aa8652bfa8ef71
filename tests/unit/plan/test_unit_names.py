"""Names of derivations: Python's, for units, and Nix's, for all others, are the same, and Nix takes them."""

import json
import re

import pytest

from cargo_nix.plan.unit_names import store_name
from support.nix import CHECKOUT, evaluate, needs_nix

NAMES = (
    *("app-0.1.0", "a.b+c_d?e=f", "crème-0.1.0", "日本-1.0.0", "a b/c:d\ne", "~", "\U0001f600"),
    *("n" * 200, "n" * 201, "n" * 300, "n" * 299 + "m", "é" * 100, "é" * 101),
)


@needs_nix
@pytest.mark.nix
def test_both_have_the_same_rule() -> None:
    names = json.dumps(json.dumps(NAMES)).replace("$", "\\$")
    theirs = evaluate(f"map (import {CHECKOUT}/nixlib/lib/storeName.nix) (builtins.fromJSON {names})")
    assert theirs == [store_name(name) for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_nix_takes_the_name(name: str) -> None:
    assert re.fullmatch(r"[0-9a-zA-Z+._?=-]{1,200}", store_name(name))


def test_what_nix_takes_stays() -> None:
    assert store_name("a.b+c_d?e=f") == "a.b+c_d?e=f"
    assert store_name("n" * 200) == "n" * 200


def test_two_long_names_stay_two() -> None:
    assert len({store_name("n" * count) for count in range(200, 260)}) == 60
