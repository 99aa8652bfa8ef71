"""The table of crates whose code a person has read."""

import re

import pytest

from cargo_nix.crates import words
from cargo_nix.crates.known_words import KNOWN_WORDS

WORDS = {getattr(words, name) for name in words.__all__ if name.isupper()}


@pytest.mark.parametrize("crate", KNOWN_WORDS)
def test_every_entry_has_known_words(crate: str) -> None:
    assert KNOWN_WORDS[crate] <= WORDS
    assert re.fullmatch(r"[a-z][a-z0-9_-]*", crate)


def test_only_the_table_has_the_manifests_word() -> None:
    assert words.MANIFESTS not in words.rust_words(b'std::fs::read("Cargo.toml"); "manifests"')
    assert any(words.MANIFESTS in entry for entry in KNOWN_WORDS.values())
