"""Which places of a text are worth parsing it for: the test only errs towards parsing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.syntax.spots import find_word, find_words


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
def test_words_of_interest(text: str, expected: list[str]) -> None:
    assert _words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("put!()", ["put"]), ("put as other", ["put"]), ("put ! {", ["put"]), ("let put = 1; output!() put()", [])],
)
def test_names_of_macros(text: str, expected: list[str]) -> None:
    assert _words(text, "put") == expected


def test_places_are_in_order() -> None:
    text = b'file!() include_str!("a") mod a; env!("CARGO_MANIFEST_DIR")'
    spots = find_words(text)
    assert [spot.word for spot in spots] == [b"file", b"include_str", b"mod", b"CARGO_MANIFEST_DIR"]
    assert all(text.startswith(spot.word, spot.start) for spot in spots)


@given(parts=st.lists(st.sampled_from(["mod", "_", " ", "x", "é", ";", "!", "0"]), max_size=12))
def test_a_word_has_no_letter_beside_it(parts: list[str]) -> None:
    text = "".join(parts)
    data = text.encode()
    found = {len(data[:at].decode()) for at in find_word(data, b"mod")}
    padded = f" {text} "
    expected = {
        at
        for at in range(len(text))
        if text.startswith("mod", at)
        and not any(letter.isalnum() or letter == "_" for letter in padded[at] + padded[at + 4])
    }
    assert found == expected
