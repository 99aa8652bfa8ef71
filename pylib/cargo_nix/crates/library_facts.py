"""The facts about the library of a locked crate, for planning without the sources. A file beside the manifest has them.

Standard library only: the derivation of the manifest imports this module too.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cargo_nix.crates.words import (
    CLIMBS,
    CWD,
    LOADS,
    OPENS,
    STARTS,
    crate_words,
    loading_macros,
    macro_bodies,
    rust_words,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FACTS", "UNKNOWN", "Facts", "LibraryFacts", "facts_of", "is_aside", "is_library_source", "recorded_facts"]

FACTS = ".cargo-nix-facts"
"""The name of the file with the facts, in the manifest folder of a crate."""

_MACRO = "macro:"
_NOT_THE_LIBRARY = ("tests/", "benches/", "examples/")


class Facts(NamedTuple):
    """The facts about a library.

    ``words`` are the words of words.py. ``macros`` are the names of macros whose expansion loads files.
    """

    words: frozenset[str] = frozenset()
    macros: frozenset[str] = frozenset()

    def text(self) -> str:
        """Return the contents of the file FACTS: words, sorted."""
        return " ".join(sorted([*self.words, *(_MACRO + name for name in self.macros)]))


class LibraryFacts:
    """A collector of the facts about one library, file by file."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._bodies: set[tuple[str, str]] = set()

    def add(self, path: str, text: bytes) -> None:
        """Add the ``text`` of the file ``path`` of the package, if the file belongs to the library."""
        if is_library_source(path):
            self._words |= rust_words(text)
            self._bodies |= macro_bodies(text)

    def facts(self) -> Facts:
        """Return the facts about all added files. Macros may call macros of other files."""
        return Facts(words=crate_words(self._words), macros=loading_macros(self._bodies))


UNKNOWN = Facts(words=frozenset({OPENS, LOADS, CLIMBS, CWD, STARTS}))
"""The facts about code that is not scanned. Any effect is possible. ANCHORED, which limits effects, is absent."""


@cache
def facts_of(package: Path) -> Facts:
    """Return the facts about the published crate in the directory ``package``: recorded facts, or else a scan.

    The directory is in the store and never changes, so the result is cached. Raises OSError if a file cannot be read.
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
    """Return the facts from the file FACTS in the manifest folder ``package``, or None if the file is missing."""
    file = package / FACTS
    if not file.exists():
        return None
    words = file.read_text(encoding="utf-8").split()
    return Facts(
        words=frozenset(word for word in words if not word.startswith(_MACRO)),
        macros=frozenset(word.removeprefix(_MACRO) for word in words if word.startswith(_MACRO)),
    )


def is_aside(path: str) -> bool:
    """Tell whether ``path`` in a package belongs neither to the library nor to the build script.

    Examples are tests, prose and Cargo's own files.
    """
    return path.startswith(_NOT_THE_LIBRARY) or path.endswith((".md", ".lock")) or path.startswith("Cargo.toml")


def is_library_source(path: str) -> bool:
    """Tell whether ``path`` in a crate may belong to the library: a source, but no test and no build script."""
    return path.endswith(".rs") and path != "build.rs" and not path.startswith(_NOT_THE_LIBRARY)
