"""Manifests as data."""

from pathlib import Path

import pytest

from cargo_nix.errors import UnitError
from cargo_nix.units.manifest import read_manifest, table_at


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


@pytest.mark.parametrize("data", [{}, {"lints": "warn"}, {"lints": [{"rust": "warn"}]}])
def test_a_key_without_a_table_has_no_entries(data: dict[str, object]) -> None:
    assert table_at(data, "lints") == {}


def test_a_table() -> None:
    assert table_at({"lints": {"rust": "warn"}}, "lints") == {"rust": "warn"}
