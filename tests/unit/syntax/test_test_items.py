"""A text without what only its own tests compile."""

import time

import pytest
from rust_text import tree_of

from cargo_nix.syntax.test_items import without_test_items


def _without(text: str) -> str:
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
def test_items_of_tests_are_blank(text: str) -> None:
    assert "WORD" not in _without(text)


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
def test_what_a_program_may_have_stays(text: str) -> None:
    assert "WORD" in _without(text)


def test_many_attributes_and_deep_modules() -> None:
    started = time.monotonic()
    assert "WORD" not in _without("#[allow(a)]\n" * 600 + "#[cfg(test)] mod tests { use WORD; }")
    assert "WORD" not in _without("mod a { " * 2000 + "#[cfg(test)] fn f() { WORD }" + "}" * 2000)
    assert time.monotonic() - started < 5
