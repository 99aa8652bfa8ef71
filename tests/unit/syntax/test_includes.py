"""The path of an include, as far as the text determines the path."""

import pytest
from rust_text import nodes_of

from cargo_nix.syntax.includes import IncludePath, read_include_path


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ('"a.txt"', IncludePath("a.txt")),
        ('"a.txt",', IncludePath("a.txt")),
        ('/* x */ r"a.txt"', IncludePath("a.txt")),
        ('concat!("a", ".", "txt",)', IncludePath("a.txt")),
        ('core::concat!("a", concat!("b"))', IncludePath("ab")),
        ('concat!("a", stringify!(b), "c")', None),
        ('env!("X")', IncludePath("", "X")),
        ('concat!(env!("CARGO_MANIFEST_DIR"), "/a")', IncludePath("/a", "CARGO_MANIFEST_DIR")),
        ('concat!(env!("OUT_DIR"), "/", $name)', IncludePath("", "OUT_DIR")),
        ('env!("CARGO_BIN_EXE_x")', IncludePath("", "CARGO_BIN_EXE_x")),
        ('concat!("v", 7)', None),
        ('concat!("v", 1_6)', None),
        ("$path", None),
        ("name", None),
        ("", None),
        ('concat!("a", $name)', None),
        ('concat!("a", env!("X"))', None),
        ("stringify!($name)", None),
        ("stringify!(a b)", None),
        ('option_env!("X")', None),
        ("env!($name)", None),
        ('other!("a")', None),
        (r'"\x61"', None),
        ("concat!(" * 600 + '"a"' + ")" * 600, None),
    ],
)
def test_paths_of_includes(arguments: str, expected: IncludePath | None) -> None:
    assert read_include_path(nodes_of(f"include_str!({arguments});", "token_tree")[0]) == expected


@pytest.mark.parametrize(("variable", "expected"), [("OUT_DIR", True), ("CARGO_BIN_EXE_x", True), ("X", False)])
def test_files_of_the_build(variable: str, *, expected: bool) -> None:
    assert IncludePath("", variable).is_generated == expected
    assert not IncludePath("OUT_DIR").is_generated
