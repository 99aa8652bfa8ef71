"""What planning knows of a locked crate's library, whose sources are not there: written beside its manifest.

Standard library only: it also runs beside the archive.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cargo_nix.crates.words import CLIMBS, CWD, LOADS, OPENS, STARTS, loading_macros, macro_bodies, rust_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FACTS", "UNKNOWN", "Facts", "LibraryFacts", "facts_of", "is_aside", "is_library_source", "recorded_facts"]

FACTS = ".cargo-nix-facts"
"""The file, in a crate's manifest folder."""

_MACRO = "macro:"
_NOT_THE_LIBRARY = ("tests/", "benches/", "examples/")


class Facts(NamedTuple):
    """``words`` are those of words.py; ``macros`` the names of macros that load files where they are called."""

    words: frozenset[str] = frozenset()
    macros: frozenset[str] = frozenset()

    def text(self) -> str:
        """Return what FACTS holds: words, sorted."""
        return " ".join(sorted([*self.words, *(_MACRO + name for name in self.macros)]))


class LibraryFacts:
    """The facts of a library whose files come one after the other."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._bodies: set[tuple[str, str]] = set()

    def add(self, path: str, text: bytes) -> None:
        """Take the file ``path`` of the package in, if it belongs to the library."""
        if is_library_source(path):
            self._words |= rust_words(text)
            self._bodies |= macro_bodies(text)

    def facts(self) -> Facts:
        """Return the facts of all files: a macro of one may call a macro of another one."""
        return Facts(words=frozenset(self._words), macros=loading_macros(self._bodies))


UNKNOWN = Facts(words=frozenset({OPENS, LOADS, CLIMBS, CWD, STARTS}))
"""Of code that is not looked at. It may do anything, and does not say that it asks for the directory of the package."""


@cache
def facts_of(package: Path) -> Facts:
    """Return the facts of the published crate in the directory ``package``: those written there, or its sources'.

    Each is read once: nothing changes there.
    """
    recorded = recorded_facts(package)
    if recorded is not None:
        return recorded
    library = LibraryFacts()
    for path in package.rglob("*.rs"):
        if path.is_file():
            library.add(path.relative_to(package).as_posix(), path.read_bytes())
    return library.facts()


def recorded_facts(package: Path) -> Facts | None:
    """Return what the manifest folder ``package`` says of its library; None where it says nothing."""
    file = package / FACTS
    if not file.exists():
        return None
    words = file.read_text(encoding="utf-8").split()
    return Facts(
        words=frozenset(word for word in words if not word.startswith(_MACRO)),
        macros=frozenset(word.removeprefix(_MACRO) for word in words if word.startswith(_MACRO)),
    )


def is_aside(path: str) -> bool:
    """Whether ``path`` of a package is no part of its library or its build script: tests, prose, Cargo's own files."""
    return path.startswith(_NOT_THE_LIBRARY) or path.endswith((".md", ".lock")) or path.startswith("Cargo.toml")


def is_library_source(path: str) -> bool:
    """Whether ``path`` of a published crate may belong to its library: not to its tests or its build script."""
    return path.endswith(".rs") and path != "build.rs" and not path.startswith(_NOT_THE_LIBRARY)
