"""Passages and names of pages, Python and Nix, with their places."""

import pytest
from prose_sources import names_of, passages_of

PAGE = """\
# Title

A paragraph of
two lines.
- an item
- another item

```nix
that = those;
```

| a | row |
| b | row |
"""
PYTHON = '''\
#!/usr/bin/env python3
"""The module."""

LIMIT = 3  # beside code

def build(name):
    """Return the build.

    It is lazy.
    """
    # One comment
    # over two lines.
    path = name  # noqa: F841
    for part in name:
        pass
    raise Failed(problem=f"`{name}` is missing", ways_out=("add it", "remove " + ", ".join(["x"])), place="line 3")
'''
NIX = """\
/**
  Return `x`.
*/
{ fail, ... }:
let
  # A comment
  # of two lines.
  first = { field = 1; };
  second = let inner = 2; in inner;
in
fail {
  problem = "`${first}` is missing";
  waysOut = [ "add it" (f { x = 1; } "remove it") ];
  at = "line 3";
}
"""


def _passages(path: str, text: str) -> list[tuple[str, int, str]]:
    return [(passage.kind, passage.line, passage.text.strip()) for passage in passages_of(path, text)]


def test_a_page_has_paragraphs_items_and_rows_without_code() -> None:
    assert _passages("docs/page.md", PAGE) == [
        ("docs", 1, "# Title"),
        ("docs", 3, "A paragraph of\ntwo lines."),
        ("docs", 5, "- an item"),
        ("docs", 6, "- another item"),
        ("docs", 12, "| a | row |"),
        ("docs", 13, "| b | row |"),
    ]


def test_python_has_docstrings_comments_and_messages() -> None:
    assert _passages("pylib/build.py", PYTHON) == [
        ("docstrings", 2, "The module."),
        ("docstrings", 7, "Return the build.\n\n    It is lazy."),
        ("docstrings", 4, "beside code"),
        ("docstrings", 11, "One comment\nover two lines."),
        ("messages", 16, "`…` is missing"),
        ("messages", 16, "add it"),
        ("messages", 16, "remove"),
    ]


def test_nix_has_comments_and_messages() -> None:
    assert _passages("nixlib/build.nix", NIX) == [
        ("nix", 1, "Return `x`."),
        ("nix", 6, "A comment\nof two lines."),
        ("messages", 12, "`…` is missing"),
        ("messages", 13, "add it"),
        ("messages", 13, "remove it"),
    ]


@pytest.mark.parametrize(("path", "text"), [("tests/test_build.py", PYTHON), ("tests/build.nix", NIX)])
def test_tests_have_no_messages(path: str, text: str) -> None:
    assert {kind for kind, _line, _text in _passages(path, text)} <= {"docstrings", "nix"}


def test_other_files_have_no_passages() -> None:
    assert _passages("dev/box", PYTHON) == []


def test_names_of_python_are_those_that_it_assigns() -> None:
    names = [(name.kind, name.line, name.text) for name in names_of("pylib/build.py", PYTHON)]
    assert names == [("names", 4, "LIMIT"), ("names", 13, "path"), ("names", 14, "part")]


def test_names_of_nix_are_those_that_let_binds() -> None:
    names = [(name.kind, name.line, name.text) for name in names_of("nixlib/build.nix", NIX)]
    assert names == [("nix-names", 8, "first"), ("nix-names", 9, "second"), ("nix-names", 9, "inner")]
