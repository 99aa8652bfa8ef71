"""Which variables about a package a text may ask for."""

from types import SimpleNamespace
from typing import Any

import pytest

from cargo_nix.clues.variables import EVERY, VARIABLES, asked_variables, lists_variables
from cargo_nix.units.environment import package_env


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b'env!("CARGO_PKG_DESCRIPTION")', {"CARGO_PKG_DESCRIPTION"}),
        (b'std::env::var("CARGO_PKG_LICENSE_FILE")', {"CARGO_PKG_LICENSE_FILE"}),
        (b'option_env!("CARGO_PKG_NAME"); env!("CARGO_PKG_VERSION_MAJOR")', set()),
        (b'format!("CARGO_PKG_{}", name)', {EVERY}),
        (b'concat!("CARGO_PKG_", stringify!($name))', {EVERY}),
        (b'env!("CARGO_PKG_OF_TOMORROW")', {EVERY}),
        (b"// CARGO_PKG_AUTHORS\n/* CARGO_PKG_README */", set()),
        (b'"// " ; env!("CARGO_PKG_README")', {"CARGO_PKG_README"}),
        (b"#CARGO_PKG_DESCRIPTION", {"CARGO_PKG_DESCRIPTION"}),
        (b"", set()),
        (b'for key in ["PKG_AUTHORS", "PKG_VERSION"] { var("CARGO".to_owned() + "_" + key) }', {"CARGO_PKG_AUTHORS"}),
        (b'concat!("CARGO_", "PKG_DESCRIPTION")', {"CARGO_PKG_DESCRIPTION", EVERY}),
        (b'format!("CARGO_{key}")', {EVERY}),
        (b'var("PKG_CONFIG_PATH"); var(format!("CARGO_CFG_{key}")); var("CARGO_MANIFEST_DIR")', set()),
    ],
)
def test_what_a_source_names(source: bytes, expected: set[str]) -> None:
    assert asked_variables(source) == expected


def test_comments_of_other_languages_are_not_known() -> None:
    assert asked_variables(b"// $CARGO_PKG_AUTHORS", rust=False) == {"CARGO_PKG_AUTHORS"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"for (name, value) in std::env::vars() {}", True),
        (b"env::vars_os ()", True),
        (b"let all = std::env::vars; for (name, value) in all() {}", True),
        (b"use std::env::{self, vars as all};", True),
        (b'std::process::Command::new("git")', True),
        (b"fn process(vars: Vec<Var>) {}", False),
        (b"// env::vars()", False),
        (b"let vars = 1; f(vars)", False),
        (b'env::var("HOME")', False),
    ],
)
def test_what_goes_through_all(source: bytes, *, expected: bool) -> None:
    assert lists_variables(source) is expected


def test_every_variable_of_a_package_is_known() -> None:
    texts = dict.fromkeys(
        ("description", "homepage", "license", "license_file", "readme", "repository", "rust_version")
    )
    package: Any = SimpleNamespace(name="demo", version="1.0.0", authors=(), **texts)
    names = {name for name, _text in package_env(package)}
    assert names > VARIABLES
    # Of those that it knows none stands for each of them.
    assert all(EVERY not in asked_variables(name.encode()) for name in names)
