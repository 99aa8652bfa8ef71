"""The facts of all files of a member, each file read once and, but for rare questions, parsed at most once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tree_sitter import Tree

from cargo_nix.sources.facts import NOTHING, Entry, Facts
from cargo_nix.sources.parse import parse_facts, parse_tree
from cargo_nix.sources.read import Package
from cargo_nix.sources.words import find_words

__all__ = ["Book"]

_LONGEST = 200  # bytes of a literal that may be a path


@dataclass(kw_only=True, slots=True)
class Book:
    """Facts by file, under the macro names known so far.

    ``macros`` maps a macro to what its body loads. It starts empty and grows by ``learn``; most packages have no
    such macro, and then each file is looked at once.
    """

    package: Package
    macros: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    _facts: dict[str, Facts] = field(default_factory=dict)
    _trees: dict[str, Tree] = field(default_factory=dict)
    _literals: dict[str, dict[bytes, list[bytes]]] = field(default_factory=dict)
    _assembles: dict[str, bool] = field(default_factory=dict)

    def facts(self, path: str) -> Facts | None:
        """Return what ``path`` states, or None where there is no such file."""
        data = self.package.read(path)
        if data is None:
            return None
        if path not in self._facts:
            spots = find_words(data, [name.encode() for name in self.macros])
            # The tree goes at once, it is ten times as large as its text; few files are asked for theirs again.
            self._facts[path] = parse_facts(parse_tree(data), data, spots) if spots else NOTHING
        return self._facts[path]

    def tree(self, path: str) -> Tree:
        """Return the syntax tree of a file that ``facts`` found."""
        if path not in self._trees:
            self._trees[path] = parse_tree(self.package.read(path) or b"")
        return self._trees[path]

    def assembles(self, path: str) -> bool:
        """Tell whether ``path`` may have text for the assembler: `asm!`, `global_asm!` or `naked_asm!`."""
        if path not in self._assembles:
            self._assembles[path] = b"asm!" in (self.package.read(path) or b"")
        return self._assembles[path]

    def literals(self, path: str) -> dict[bytes, list[bytes]]:
        """Return what stands between two quotation marks and may be a path, by its last component.

        Every plain string literal is there, and some code that stands between two of them.
        """
        if path not in self._literals:
            tails: dict[bytes, list[bytes]] = {}
            for piece in dict.fromkeys((self.package.read(path) or b"").split(b'"')):
                if 0 < len(piece) <= _LONGEST and b"\n" not in piece:
                    tails.setdefault(piece.rstrip(b"/").rpartition(b"/")[2], []).append(piece)
            self._literals[path] = tails
        return self._literals[path]

    def learn(self, paths: Iterable[str]) -> bool:
        """Take in the macros that ``paths`` define; return whether that changes what any file may state."""
        found: dict[str, dict[Entry, None]] = {}
        for path in sorted(paths):
            for name, entry in (self.facts(path) or NOTHING).macros:
                found.setdefault(name, {})[entry] = None
        macros: Mapping[str, tuple[Entry, ...]] = {name: tuple(entries) for name, entries in sorted(found.items())}
        if macros == self.macros:
            return False
        new = [name.encode() for name in macros if name not in self.macros]
        self.macros = dict(macros)
        for path in list(self._facts):
            data = self.package.read(path) or b""
            if any(name in data for name in new):
                del self._facts[path]
        return True
