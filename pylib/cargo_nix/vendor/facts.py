"""What planning knows of a locked crate's library, whose sources are not there: written beside its manifest.

Standard library only: it also runs beside the archive.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cargo_nix.clues.file_access import is_aside, is_library_source, words_for_files
from cargo_nix.clues.variables import EVERY, asked_variables, lists_variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FACTS", "UNKNOWN", "Facts", "facts_of", "recorded_facts"]

FACTS = ".cargo-nix-facts"
"""The file, in a crate's manifest folder."""

_READS, _LISTS = "reads-files", "lists-variables"


class Facts(NamedTuple):
    """``reads`` is whether the library's code may open a file of its user's package, or name one for rustc to open.

    ``asks`` are the variables that it may ask for (variables.py), ``lists`` whether it may go through all of them.
    """

    reads: bool = False
    asks: frozenset[str] = frozenset()
    lists: bool = False

    def with_file(self, path: str, text: bytes) -> Facts:
        """Return these facts of a package that has the file ``path`` too: but for prose its text may become code."""
        if is_library_source(path):
            return Facts(
                reads=self.reads or words_for_files(text),
                asks=self.asks | asked_variables(text),
                lists=self.lists or lists_variables(text),
            )
        if is_aside(path):
            return self
        return self._replace(asks=self.asks | asked_variables(text, rust=path.endswith(".rs")))

    def text(self) -> str:
        """Return what FACTS holds: words, sorted."""
        return " ".join(sorted([*self.asks, *([_READS] if self.reads else []), *([_LISTS] if self.lists else [])]))


UNKNOWN = Facts(reads=True, asks=frozenset({EVERY}), lists=True)
"""Of code that is not looked at."""


@cache
def facts_of(package: Path) -> Facts:
    """Return the facts of the published crate in the directory ``package``: those written there, or its sources'.

    Each is read once: nothing changes there.
    """
    recorded = recorded_facts(package)
    if recorded is not None:
        return recorded
    facts = Facts()
    for path in package.rglob("*"):
        if path.is_file():
            facts = facts.with_file(path.relative_to(package).as_posix(), path.read_bytes())
    return facts


def recorded_facts(package: Path) -> Facts | None:
    """Return what the manifest folder ``package`` says of its library; None where it says nothing."""
    file = package / FACTS
    if not file.exists():
        return None
    words = set(file.read_text(encoding="utf-8").split())
    return Facts(reads=_READS in words, asks=frozenset(words - {_READS, _LISTS}), lists=_LISTS in words)
