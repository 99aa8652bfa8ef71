"""Positions in a text that need a parser: at worst the search finds too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.syntax.spots import find_words


def _words(text: str, *macros: str) -> list[str]:
    return [spot.word.decode() for spot in find_words(text.encode(), [name.encode() for name in macros])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mod a;", ["mod"]),
        ("mod r#type ;", ["mod"]),
        ("mod $name;", ["mod"]),
        ("mod/* x */a;", ["mod"]),
        ("mod a // b\n;", ["mod"]),
        ("// mod a;", ["mod"]),
        ("mod größe;", ["mod"]),
        ("mod a { }", []),
        ("model mod_a my_mod amod größemod", []),
        ("let mod = 1;", []),
        ('include!("a")', ["include"]),
        ("include !(x)", ["include"]),
        ("use core::include as other;", ["include"]),
        ("include/* x */!(y)", ["include"]),
        ("files that they include, and others", []),
        ('include_str!("a"); include_bytes!("b")', ["include_str", "include_bytes"]),
        ("use core::include_str;", ["include_str"]),
        ("include_dir!(x) my_include!(y) included", []),
        ("file!()", ["file"]),
        ("file ! ()", ["file"]),
        ("let file = 1; profile!()", []),
        ('env!("CARGO_MANIFEST_DIR")', ["CARGO_MANIFEST_DIR"]),
        ('env!("CARGO_MANIFEST_PATH")', ["CARGO_MANIFEST_PATH"]),
        ('"MY_CARGO_MANIFEST_DIR"', []),
    ],
)
def test_words_that_need_a_parser(text: str, expected: list[str]) -> None:
    assert _words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("put!()", ["put"]), ("put as other", ["put"]), ("put ! {", ["put"]), ("let put = 1; output!() put()", [])],
)
def test_calls_of_loading_macros(text: str, expected: list[str]) -> None:
    assert _words(text, "put") == expected


def test_positions_are_in_order() -> None:
    text = b'file!() include_str!("a") mod a; env!("CARGO_MANIFEST_DIR")'
    spots = find_words(text)
    assert [spot.word for spot in spots] == [b"file", b"include_str", b"mod", b"CARGO_MANIFEST_DIR"]
    assert all(text.startswith(spot.word, spot.start) for spot in spots)


@given(parts=st.lists(st.sampled_from(["put", "_", " ", "x", "é", ";", "!", "0"]), max_size=12))
def test_a_word_has_no_adjacent_letter(parts: list[str]) -> None:
    text = "".join(parts)
    data = text.encode()
    positions = {len(data[: spot.start].decode()) for spot in find_words(data, [b"put"])}
    padded = f" {text}"
    expected = {
        index
        for index in range(len(text))
        if text.startswith("put", index)
        and text[index + 3 :].lstrip(" ").startswith("!")
        and not (padded[index].isalnum() or padded[index] == "_")
    }
    assert positions == expected
