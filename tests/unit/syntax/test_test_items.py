"""Blank the items that only tests compile."""

import time

import pytest
from rust_text import tree_of

from cargo_nix.syntax.test_items import without_test_items


def _without_tests(text: str) -> str:
    data = text.encode()
    cut = without_test_items(data, tree_of(text))
    assert len(cut) == len(data)
    return cut.decode()


@pytest.mark.parametrize(
    "text",
    [
        "#[cfg(test)] mod tests { use WORD; }",
        "#[cfg(test)] mod tests { mod deep { fn f() { WORD } } }",
        "#[cfg(all(test, unix))] fn f() { WORD }",
        "#[test] fn f() { WORD }",
        "#[cfg(test)] // of the test\n#[allow(unused)] use WORD;",
        "mod a { mod b { #[cfg(test)] const A: u8 = WORD; } }",
        "#[cfg(test)] impl A { fn f() { WORD } }",
    ],
)
def test_test_items_are_blank(text: str) -> None:
    assert "WORD" not in _without_tests(text)


@pytest.mark.parametrize(
    "text",
    [
        "fn f() { WORD }",
        "#[cfg(test)] mod tests { } fn f() { WORD }",
        "#[cfg(not(test))] fn f() { WORD }",
        "#[cfg(unix)] mod a { fn f() { WORD } }",
        "#[cfg(test)] mod tests; fn f() { WORD }",
        "m! { #[cfg(test)] mod tests { use WORD; } }",
        "#[cfg(test)] mod tests { } fn f( { WORD",
    ],
)
def test_other_items_stay(text: str) -> None:
    assert "WORD" in _without_tests(text)


def test_many_attributes_and_deep_modules_are_fast() -> None:
    start = time.process_time()
    assert "WORD" not in _without_tests("#[allow(a)]\n" * 600 + "#[cfg(test)] mod tests { use WORD; }")
    assert "WORD" not in _without_tests("mod a { " * 2000 + "#[cfg(test)] fn f() { WORD }" + "}" * 2000)
    assert time.process_time() - start < 5
