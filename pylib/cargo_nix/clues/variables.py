"""Which variables about its user's package a crate's code may ask for: CARGO_PKG_DESCRIPTION and its like.

``env!("CARGO_PKG_DESCRIPTION")`` makes a description an input of the compilation, in a source itself or in a macro of a
crate that it stands on. Cargo learns of it by compiling; Nix has to know before. Code without the variable's name does
not ask for it. Standard library only: it also runs beside the archive.
"""

from __future__ import annotations

import re

from cargo_nix.clues.file_access import without_comments

__all__ = ["EVERY", "VARIABLES", "asked_variables", "lists_variables"]

VARIABLES = frozenset(
    f"CARGO_PKG_{name}"
    for name in [
        "AUTHORS",
        "DESCRIPTION",
        "HOMEPAGE",
        "LICENSE",
        "LICENSE_FILE",
        "README",
        "REPOSITORY",
        "RUST_VERSION",
    ]
)
"""Those that may change without anything that is compiled: not name and version, which are in what rustc writes."""

EVERY = "*"
"""In the place of a variable's name: any of them."""

_NAMED = re.compile(rb"CARGO_PKG_([A-Z_]*)")
# A name in parts: behind `CARGO_` or `PKG_` (`format!("CARGO_{key}")`, `concat!("CARGO_", …)`) anything may come.
_SECOND_PART = re.compile(rb"\bPKG_(" + b"|".join(name[10:].encode() for name in sorted(VARIABLES)) + rb")\b")
_FIRST_PART = re.compile(rb"""\b(?:CARGO|PKG)_["'{]""")
_OTHERS = frozenset(
    {"CARGO_PKG_NAME", *(f"CARGO_PKG_VERSION{part}" for part in ("", "_MAJOR", "_MINOR", "_PATCH", "_PRE"))}
)
# A program that is started has them too.
_LISTS = re.compile(rb"\bvars(?:_os)?\s*\(|\benv\s*::\s*(?:\{[^}]*?\b)?vars(?:_os)?\b|\bprocess\s*::")


def asked_variables(text: bytes, *, rust: bool = True) -> frozenset[str]:
    """Return those of VARIABLES that ``text`` names, EVERY where it puts a name together.

    Of Rust comments do not count.
    """
    if b"CARGO_" not in text and b"PKG_" not in text:
        return frozenset()
    code = without_comments(text) if rust else text
    found = {f"CARGO_PKG_{name.decode()}" for name in _NAMED.findall(code) + _SECOND_PART.findall(code)} - _OTHERS
    if _FIRST_PART.search(code):
        found.add(EVERY)
    return frozenset(name if name in VARIABLES else EVERY for name in found)


def lists_variables(source: bytes) -> bool:
    """Whether the Rust ``source`` may go through the variables of its process, or start one that does."""
    return (b"vars" in source or b"process" in source) and _LISTS.search(without_comments(source)) is not None
