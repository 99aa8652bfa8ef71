"""Tokens of Nix text."""

import pytest
from nix_text import nix_tokens

from support.nix import CHECKOUT


def _tokens(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in nix_tokens(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("a = b;", [("name", "a"), ("operator", "="), ("name", "b"), ("operator", ";")]),
        ("a == b", [("name", "a"), ("operator", "=="), ("name", "b")]),
        ("a # why\nb", [("name", "a"), ("comment", "why"), ("name", "b")]),
        ("/* why */ a", [("comment", " why "), ("name", "a")]),
        ("/** Return `a`. */", [("comment", " Return `a`. ")]),
        ('"a # b"', [("string", "a # b")]),
        (r'"a \" b"', [("string", r"a \" b")]),
        ('"a ${x} b"', [("string", "a … b")]),
        ('"${f { a = "}"; }} b" c', [("string", "… b"), ("name", "c")]),
        ('"${"${x}"}" y', [("string", "…"), ("name", "y")]),
        ("''a \"b\" # c''", [("string", 'a "b" # c')]),
        ("''a ''' b'' c", [("string", "a ''' b"), ("name", "c")]),
        ("''a ''${x}'' c", [("string", "a ''${x}"), ("name", "c")]),
        ("''${''x''}''", [("string", "…")]),
        ("'' open", [("string", " open")]),
    ],
)
def test_text_is_cut_into_tokens(text: str, tokens: list[tuple[str, str]]) -> None:
    assert _tokens(text) == tokens


def test_a_token_has_the_line_of_its_start() -> None:
    text = "/*\n a\n*/ b\n\n''\n c\n'' d"
    assert [(token.text.strip(), token.line) for token in nix_tokens(text)] == [("a", 1), ("b", 3), ("c", 5), ("d", 7)]


def test_the_tokens_of_this_repository_have_balanced_brackets() -> None:
    """An unclosed string or comment would swallow a bracket."""
    for path in CHECKOUT.rglob("*.nix"):
        operators = [text for kind, text in _tokens(path.read_text(encoding="utf-8")) if kind == "operator"]
        for opening, closing in ("()", "[]", "{}"):
            assert operators.count(opening) == operators.count(closing), path
