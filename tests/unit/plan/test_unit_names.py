"""Python makes the names of units, Nix all other names of derivations: both follow one rule, and Nix accepts the names."""

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
def test_python_and_nix_make_the_same_names() -> None:
    names = json.dumps(json.dumps(NAMES)).replace("$", "\\$")
    nix_names = evaluate(f"map ((import {CHECKOUT}/nixlib {{ }}).scope.storeName) (builtins.fromJSON {names})")
    assert nix_names == [store_name(name) for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_nix_accepts_the_name(name: str) -> None:
    assert re.fullmatch(r"[0-9a-zA-Z+._?=-]{1,200}", store_name(name))


def test_valid_names_do_not_change() -> None:
    assert store_name("a.b+c_d?e=f") == "a.b+c_d?e=f"
    assert store_name("n" * 200) == "n" * 200


def test_long_names_stay_different() -> None:
    assert len({store_name("n" * count) for count in range(200, 260)}) == 60
