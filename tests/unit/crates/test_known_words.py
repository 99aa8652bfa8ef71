"""The table of crates that somebody read."""

import re

import pytest

from cargo_nix.crates import words
from cargo_nix.crates.known_words import KNOWN_WORDS

WORDS = {getattr(words, name) for name in words.__all__ if name.isupper()}


@pytest.mark.parametrize("crate", KNOWN_WORDS)
def test_an_entry_has_words_that_levels_know(crate: str) -> None:
    assert KNOWN_WORDS[crate] <= WORDS
    assert re.fullmatch(r"[a-z][a-z0-9_-]*", crate)


def test_text_alone_never_says_that_a_macro_reads_manifests() -> None:
    assert words.MANIFESTS not in words.rust_words(b'std::fs::read("Cargo.toml"); "manifests"')
    assert any(words.MANIFESTS in known for known in KNOWN_WORDS.values())
