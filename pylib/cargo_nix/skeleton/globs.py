"""The globs of ``members``. nixlib/skeleton/globPattern.nix and expandGlob.nix follow the same rules.

Cargo uses the crate ``glob``. Source: Pattern::new and Pattern::matches_from in this crate.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cargo_nix.skeleton.path_text import LONGEST, is_utf8, normalise_path
from cargo_nix.skeleton.source_directories import Directory, directory_at, walk_directories

__all__ = ["GlobPattern", "expand_glob", "parse_glob"]

# The first character inside of brackets may be a bracket.
_PIECES = re.compile(r"([*]+|[?]|\[!.[^]]*\]|\[[^!][^]]*\])", re.DOTALL)

# A test for one character, or None for any number of characters.
_Token = Callable[[str], bool] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class GlobPattern:
    """The part of a glob between two slashes: a literal name, ``**``, or a pattern for names.

    ``tokens`` match a name from left to right; empty for ``**``.
    """

    text: str
    tokens: tuple[_Token, ...]
    is_literal: bool

    @property
    def is_any_depth(self) -> bool:
        """Whether the pattern is ``**``: any number of directories."""
        return self.text == "**"

    def matches(self, name: str) -> bool:
        """Return whether the pattern matches ``name``. No pattern matches a name that is not UTF-8."""
        if self.is_any_depth or not is_utf8(name):
            return False
        row = [False] * len(name) + [True]
        for token in reversed(self.tokens):
            row = _row(row, token, name)
        return row[0]


def _row(following: list[bool], token: _Token, name: str) -> list[bool]:
    """Return, for each index of ``name``, whether ``token`` and the tokens after it match the rest of ``name``.

    ``following`` is the same list for the tokens after ``token``.
    """
    row = [False] * (len(name) + 1)
    for index in range(len(name), -1, -1):
        if token is None:
            row[index] = following[index] or (index < len(name) and row[index + 1])
        else:
            row[index] = index < len(name) and token(name[index]) and following[index + 1]
    return row


def parse_glob(part: str) -> GlobPattern | None:
    """Return the pattern ``part``, None if Cargo refuses the pattern."""
    if part == "**":
        return GlobPattern(text=part, tokens=(), is_literal=False)
    pieces = _PIECES.split(part)
    literal, special = pieces[::2], pieces[1::2]
    if any("[" in piece for piece in literal) or any(piece.startswith("**") for piece in special):
        return None
    tokens = [token for n, piece in enumerate(pieces) for token in (_special(piece) if n % 2 else _literal(piece))]
    return GlobPattern(text=part, tokens=tuple(tokens), is_literal=not special)


def _literal(piece: str) -> Iterator[_Token]:
    return (character.__eq__ for character in piece)


def _special(piece: str) -> Iterator[_Token]:
    if piece == "*":
        yield None
    elif piece == "?":
        yield lambda _character: True
    elif piece.startswith("[!"):
        listed = _character_class(piece[2:-1])
        yield lambda character: not listed(character)
    else:
        yield _character_class(piece[1:-1])


def _character_class(characters: str) -> Callable[[str], bool]:
    """Return a test for the characters of a bracket: single characters, and ranges of code points."""
    ranges, index = [], 0
    while index < len(characters):
        is_range = characters[index + 1 : index + 2] == "-" and index + 2 < len(characters)
        ranges.append((characters[index], characters[index + 2 if is_range else index]))
        index += 3 if is_range else 1
    return lambda character: any(first <= character <= last for first, last in ranges)


def expand_glob(tree: Directory, path: str, pattern: str) -> list[Directory]:
    """Return the directories of ``tree`` that match ``pattern``, a glob relative to the directory at ``path``.

    Without a match, ``pattern`` counts as a path. Raises ``SourceError`` if ``**`` covers too many nested directories.
    Source: core/workspace.rs, members_paths.
    """
    start = directory_at(tree, path)
    if pattern.startswith("/") or len(pattern.encode()) > LONGEST or start is None:
        return []
    directories, parts = [start], [part for part in pattern.split("/") if part]
    for n, part in enumerate(parts):
        # At the end of a glob, `**` does not match the directory itself.
        skipped = int(part == "**" and n == len(parts) - 1)
        expanded = [
            inner for directory in directories for inner in _matching_directories(tree, directory, part)[skipped:]
        ]
        directories = list({directory.path: directory for directory in expanded}.values())
    return directories or _as_list(directory_at(tree, normalise_path(path, pattern)))


def _matching_directories(tree: Directory, directory: Directory, part: str) -> list[Directory]:
    if part in {".", ".."}:
        return _as_list(directory_at(tree, normalise_path(directory.path, part)))
    glob = parse_glob(part)
    if glob is None:
        return []
    if glob.is_any_depth:
        return list(walk_directories(directory))
    if glob.is_literal:
        return _as_list(directory.child(part))
    matching = [directory.child(name) for name in directory.entries if glob.matches(name)]
    # A listing has no `.` and `..`, and only a pattern that starts with a dot matches the two.
    special = [name for name in (".", "..") if part.startswith(".") and glob.matches(name)]
    around = [directory_at(tree, normalise_path(directory.path, name)) for name in special]
    return [inner for inner in [*matching, *around] if inner is not None]


def _as_list(directory: Directory | None) -> list[Directory]:
    return [] if directory is None else [directory]
