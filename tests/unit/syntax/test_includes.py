"""The path of an include, as far as the text determines the path."""

import pytest
from rust_text import nodes_of

from cargo_nix.syntax.includes import Base, IncludePath, read_include_path

FILE, VARIABLE, GENERATED = Base.FILE, Base.VARIABLE, Base.GENERATED


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ('"a.txt"', IncludePath(FILE, "a.txt")),
        ('"a.txt",', IncludePath(FILE, "a.txt")),
        ('/* x */ r"a.txt"', IncludePath(FILE, "a.txt")),
        ('concat!("a", ".", "txt",)', IncludePath(FILE, "a.txt")),
        ('core::concat!("a", concat!("b"))', IncludePath(FILE, "ab")),
        ('concat!("v", 7, true, 1.5)', IncludePath(FILE, "v7true1.5")),
        ('concat!("a", stringify!(b), "c")', IncludePath(FILE, "abc")),
        ('env!("X")', IncludePath(VARIABLE, "", "X")),
        ('concat!(env!("CARGO_MANIFEST_DIR"), "/a")', IncludePath(VARIABLE, "/a", "CARGO_MANIFEST_DIR")),
        ('concat!(env!("OUT_DIR"), "/", $name)', IncludePath(GENERATED, "", "OUT_DIR")),
        ('env!("CARGO_BIN_EXE_x")', IncludePath(GENERATED, "", "CARGO_BIN_EXE_x")),
        # rustc turns 0x10 into 16.
        ('concat!("v", 0x10)', None),
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
