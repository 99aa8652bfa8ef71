"""Globs as Cargo has them in ``members``. nixlib/skeleton/globPattern.nix and expandGlob.nix are the same.

The rules are those of the crate ``glob``, which Cargo calls (Pattern::new, matches_from).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cargo_nix.skeleton.path_text import LONGEST, is_utf8, normalise_path
from cargo_nix.skeleton.source_directories import Directory, directory_at, walk_directories

__all__ = ["GlobPattern", "expand_glob", "parse_glob"]

# The first character within brackets may be a bracket itself.
_PIECES = re.compile(r"([*]+|[?]|\[!.[^]]*\]|\[[^!][^]]*\])", re.DOTALL)

# What takes one character, or None for any number of any.
_Token = Callable[[str], bool] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class GlobPattern:
    """What stands between two slashes of a glob: a literal name, ``**``, or something that names are compared with."""

    text: str
    tokens: tuple[_Token, ...]
    is_literal: bool

    @property
    def is_any_depth(self) -> bool:
        """Whether it is ``**``: any number of directories."""
        return self.text == "**"

    def matches(self, name: str) -> bool:
        """Return whether the pattern takes ``name``; a name that is not UTF-8 it takes never."""
        if self.is_any_depth or not is_utf8(name):
            return False
        row = [False] * len(name) + [True]
        for token in reversed(self.tokens):
            row = _row(row, token, name)
        return row[0]


def _row(following: list[bool], token: _Token, name: str) -> list[bool]:
    """Return whether ``token`` and what follows it take the name from each of its characters on."""
    row = [False] * (len(name) + 1)
    for index in range(len(name), -1, -1):
        if token is None:
            row[index] = following[index] or (index < len(name) and row[index + 1])
        else:
            row[index] = index < len(name) and token(name[index]) and following[index + 1]
    return row


def parse_glob(part: str) -> GlobPattern | None:
    """Return the pattern that ``part`` is, None for one that Cargo refuses."""
    if part == "**":
        return GlobPattern(text=part, tokens=(), is_literal=False)
    pieces = _PIECES.split(part)
    literal, special = pieces[::2], pieces[1::2]
    if any("[" in piece for piece in literal) or any(piece.startswith("**") for piece in special):
        return None
    tokens = [token for n, piece in enumerate(pieces) for token in (_special(piece) if n % 2 else _literal(piece))]
    return GlobPattern(text=part, tokens=tuple(tokens), is_literal=not special)


def _literal(piece: str) -> Iterator[_Token]:
    return (one.__eq__ for one in piece)


def _special(piece: str) -> Iterator[_Token]:
    if piece == "*":
        yield None
    elif piece == "?":
        yield lambda _character: True
    elif piece.startswith("[!"):
        listed = _listed(piece[2:-1])
        yield lambda character: not listed(character)
    else:
        yield _listed(piece[1:-1])


def _listed(characters: str) -> Callable[[str], bool]:
    """Return whether a character is of what brackets list: single ones, and ranges by Unicode's order."""
    ranges, index = [], 0
    while index < len(characters):
        is_range = characters[index + 1 : index + 2] == "-" and index + 2 < len(characters)
        ranges.append((characters[index], characters[index + 2 if is_range else index]))
        index += 3 if is_range else 1
    return lambda character: any(first <= character <= last for first, last in ranges)


def expand_glob(tree: Directory, path: str, pattern: str) -> list[Directory]:
    """Return the directories of ``tree`` that the glob ``pattern`` names, as seen from the directory at ``path``.

    Where none fits, Cargo takes the pattern for a path (workspace.rs, members_paths).
    """
    start = directory_at(tree, path)
    if pattern.startswith("/") or len(pattern.encode()) > LONGEST or start is None:
        return []
    directories, parts = [start], [part for part in pattern.split("/") if part]
    for n, part in enumerate(parts):
        # At the end `**` is all below, but not the directory itself.
        skipped = int(part == "**" and n == len(parts) - 1)
        expanded = [inner for directory in directories for inner in _step(tree, directory, part)[skipped:]]
        directories = list({directory.path: directory for directory in expanded}.values())
    return directories or _present(directory_at(tree, normalise_path(path, pattern)))


def _step(tree: Directory, directory: Directory, part: str) -> list[Directory]:
    if part in {".", ".."}:
        return _present(directory_at(tree, normalise_path(directory.path, part)))
    glob = parse_glob(part)
    if glob is None:
        return []
    if glob.is_any_depth:
        return list(walk_directories(directory))
    if glob.is_literal:
        return _present(directory.child(part))
    matching = [directory.child(name) for name in directory.entries if glob.matches(name)]
    # These two are in no listing, and a pattern means them only where it starts with a dot.
    special = [name for name in (".", "..") if part.startswith(".") and glob.matches(name)]
    around = [directory_at(tree, normalise_path(directory.path, name)) for name in special]
    return [inner for inner in [*matching, *around] if inner is not None]


def _present(directory: Directory | None) -> list[Directory]:
    return [] if directory is None else [directory]
