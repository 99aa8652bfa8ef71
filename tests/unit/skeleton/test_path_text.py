"""Paths as text."""

import pytest

from cargo_nix.skeleton.path_text import LONGEST, is_utf8, join_path, normalise_path, parent_of, parts_of


def test_joining_and_taking_apart() -> None:
    assert (join_path("", "a"), join_path("a/b", "c")) == ("a", "a/b/c")
    assert (parent_of("a"), parent_of("a/b")) == ("", "a")
    assert parts_of("./a//b/./c/") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("directory", "path", "expected"),
    [
        ("", ".", ""),
        ("a/b", "../c", "a/c"),
        ("a", "..", ""),
        ("a", "../../b", None),
        ("", "/etc", None),
        ("a", "./b/./c//d", "a/b/c/d"),
        ("", "n" * LONGEST, "n" * LONGEST),
        ("", "n" * (LONGEST + 1), None),
        ("", "é" * (LONGEST // 2 + 1), None),
    ],
)
def test_a_path_from_a_directory(directory: str, path: str, expected: str | None) -> None:
    assert normalise_path(directory, path) == expected


def test_names_that_are_no_text() -> None:
    assert is_utf8("é")
    assert not is_utf8("a\udcff")
