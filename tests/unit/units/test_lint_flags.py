"""``[lints]`` as rustc's arguments."""

from pathlib import Path

import pytest

from cargo_nix.errors import UnitError
from cargo_nix.units.lint_flags import lint_args, read_manifest


def test_priority_first_then_names_in_reverse() -> None:
    lints = {
        "rust": {"unused": "warn", "a": {"level": "deny", "priority": -1}, "b": {"level": "forbid", "priority": 1}},
        "clippy": {"all": {"level": "warn", "priority": -1}},
        "cargo": {"unknown": "warn"},
    }
    assert lint_args({"lints": lints}, {}) == ("--warn=clippy::all", "--deny=a", "--warn=unused", "--forbid=b")


def test_lints_of_the_workspace() -> None:
    workspace = {"workspace": {"lints": {"rust": {"x": "allow"}}}}
    assert lint_args({"lints": {"workspace": True}}, workspace) == ("--allow=x",)
    assert lint_args({}, workspace) == ()


def test_declared_conditions() -> None:
    lints = {"rust": {"unexpected_cfgs": {"level": "warn", "check-cfg": ["cfg(fuzzing)", "cfg(x)"]}}}
    assert lint_args({"lints": lints}, {}) == (
        *("--warn=unexpected_cfgs", "--check-cfg", "cfg(fuzzing)", "--check-cfg", "cfg(x)"),
    )


def test_a_manifest_that_does_not_parse(tmp_path: Path) -> None:
    path = tmp_path / "Cargo.toml"
    path.write_text("[package]\nname = demo\n", encoding="utf-8")
    with pytest.raises(UnitError) as caught:
        read_manifest(path, "crates/demo/Cargo.toml")
    assert caught.value.place == "crates/demo/Cargo.toml:2:8"
    assert caught.value.excerpt == "name = demo\n       ^"


def test_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "Cargo.toml"
    path.write_text('\ufeff[package]\nname = "demo"\n', encoding="utf-8")
    assert read_manifest(path, "Cargo.toml") == {"package": {"name": "demo"}}
