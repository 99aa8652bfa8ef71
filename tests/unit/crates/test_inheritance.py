"""What a manifest inherits of its workspace."""

import tomllib

import pytest

from cargo_nix.crates.inheritance import Table, resolve_inheritance, to_toml, without_tests

WORKSPACE = tomllib.loads("""
[package]
version = "1.2.3"
edition = "2021"
[lints.rust]
unused = "warn"
[dependencies]
plain = "1"
full = { version = "2", features = ["a"], default-features = false }
""")


def _resolved(text: str) -> Table:
    return resolve_inheritance(tomllib.loads(text), WORKSPACE, "/repository", "/repository/crates/x")


def test_fields_of_the_package() -> None:
    manifest = '[package]\nname = "x"\nversion.workspace = true\nedition = "2018"\nworkspace = ".."\n'
    assert _resolved(manifest) == {"package": {"name": "x", "version": "1.2.3", "edition": "2018"}}


def test_lints() -> None:
    assert _resolved("[lints]\nworkspace = true\n")["lints"] == {"rust": {"unused": "warn"}}
    assert _resolved('[lints.rust]\nx = "deny"\n')["lints"] == {"rust": {"x": "deny"}}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("plain.workspace = true", {"plain": {"version": "1"}}),
        ('plain = { workspace = true, features = ["b"] }', {"plain": {"version": "1", "features": ["b"]}}),
        (
            'full = { workspace = true, features = ["b"], optional = true }',
            {"full": {"version": "2", "features": ["a", "b"], "default-features": False, "optional": True}},
        ),
        (
            "full = { workspace = true, default-features = true }",
            {"full": {"version": "2", "features": ["a"], "default-features": True}},
        ),
        ("plain = { workspace = true, default-features = false }", {"plain": {"version": "1"}}),
        ('other = "3"', {"other": "3"}),
    ],
)
def test_dependencies(entry: str, expected: Table) -> None:
    assert _resolved(f"[dependencies]\n{entry}\n")["dependencies"] == expected
    assert _resolved(f"[target.'cfg(unix)'.dependencies]\n{entry}\n")["target"] == {
        "cfg(unix)": {"dependencies": expected}
    }


def test_what_a_dependent_has_no_use_for() -> None:
    text = '[workspace]\n[dev-dependencies]\na = "1"\n[patch.x]\n[profile.dev]\n[target.x.dev-dependencies]\nb = "1"\n'
    assert without_tests(_resolved(text)) == {"package": {}, "target": {"x": {}}}


def test_toml_is_read_back() -> None:
    table: Table = {"a": 'quoted "text"\n\x7f', "b": [1, True, 1.5, {"c": "d"}], "e.f": {"g": None, "h": []}, "i": None}
    assert tomllib.loads(to_toml(table)) == {"a": table["a"], "b": table["b"], "e.f": {"h": []}}
