"""A manifest's text with what is not kept cut out: comments stay where they stand.

Macros like the one of document-features read the comments of Cargo.toml as text.
Source: TOML 1.1, "Key/Value Pair" and "Table".
"""

import re
from collections.abc import Iterator, Mapping

import tomli

from cargo_nix.vendor.inheritance import toml_string, toml_value

__all__ = ["reduced_text"]

_Path = tuple[str, ...]

_STRINGS = (r'"""(?:\\.|[^\\])*?"{3,5}', r"'''.*?'{3,5}", r'"(?:\\.|[^"\\\n])*"', r"'[^'\n]*'")
_TOKEN = re.compile("|".join([*_STRINGS, r"#[^\n]*", r"[^\"'#\n\[\]{}]+", "."]), re.DOTALL)
_KEY = re.compile(r"""\s*(?:"(?:\\.|[^"\\])*"|'[^']*'|[^"'=#])+=""")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_MISSING = object()


def reduced_text(text: str, manifest: Mapping[str, object], kept: Mapping[str, object]) -> str | None:
    """Return ``text``, which is ``manifest``, cut so that it is ``kept``; None if that cannot be done.

    ``kept`` is ``manifest`` without some of its tables and keys, and with inherited values in their place. A comment
    stays if the table that it stands in does, or the header below it.
    """
    try:
        found = "".join(_Cut(manifest, kept).pieces(text))
        return found if tomli.loads(found) == kept else None
    except tomli.TOMLDecodeError:
        return None


class _Cut:
    def __init__(self, manifest: Mapping[str, object], kept: Mapping[str, object]) -> None:
        self.manifest, self.kept = manifest, kept
        self.table: _Path = ()
        self.stays = False  # the table that the walk is in
        self.written: set[_Path] = set()  # inherited items

    def pieces(self, text: str) -> Iterator[str]:
        comments: list[str] = []
        for statement in _statements(text):
            if statement.lstrip()[:1] in {"", "#"}:
                comments.append(statement)
                continue
            before = self.stays
            is_header = statement.lstrip().startswith("[")
            piece = self._header(statement) if is_header else self._pair(statement)
            if before or (piece and not is_header):
                yield from comments
            elif piece:
                yield from _touching(comments)
            comments = []
            yield piece
        if self.stays:
            yield from comments

    def _header(self, statement: str) -> str:
        self.table = _keys(tomli.loads(statement))
        inherited = self._inherited(self.table)
        value = _at(self.kept, inherited or self.table)
        self.stays = value is not _MISSING
        if not self.stays or inherited in self.written:
            return ""
        if inherited is None:
            return statement
        self.written.add(inherited)
        inside = value if isinstance(value, dict) else {}
        lines = [f"{_dotted((key,))} = {toml_value(inner)}\n" for key, inner in inside.items()]
        return "".join([f"[{_dotted(inherited)}]\n", *lines])

    def _pair(self, statement: str) -> str:
        key = _KEY.match(statement)
        path = self.table + (_keys(tomli.loads(f"{key[0]} 0")) if key else ())
        inherited = self._inherited(path)
        if inherited in self.written:
            return ""
        value = _at(self.kept, inherited or path)
        if value is _MISSING:
            return ""
        if inherited is None and value == _at(self.manifest, path):
            return statement
        if inherited is not None:
            self.written.add(inherited)
            path = inherited
        return f"{_dotted(path[len(self.table) :])} = {toml_value(value)}\n"

    def _inherited(self, path: _Path) -> _Path | None:
        """Return the item of ``path`` that has `workspace = true`, and something else in its place."""
        for length in range(1, len(path) + 1):
            value = _at(self.manifest, path[:length])
            if isinstance(value, dict) and value.get("workspace") is True and value != _at(self.kept, path[:length]):
                return path[:length]
        return None


def _statements(text: str) -> Iterator[str]:
    """Yield ``text`` in pieces that end where a line ends outside of strings and brackets."""
    statement, depth = [], 0
    for word in _TOKEN.findall(text):
        statement.append(word)
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(word, 0)
        if word == "\n" and depth == 0:
            yield "".join(statement)
            statement = []
    if statement:
        yield "".join(statement) + "\n"


def _touching(comments: list[str]) -> list[str]:
    blank = max((n for n, comment in enumerate(comments) if not comment.strip()), default=-1)
    return comments[blank + 1 :]


def _keys(data: object) -> _Path:
    if isinstance(data, list):
        return _keys(data[0])
    if not isinstance(data, dict) or not data:
        return ()
    key, inner = next(iter(data.items()))
    return (key, *_keys(inner))


def _at(data: object, path: _Path) -> object:
    """Return what ``path`` leads to; an array of tables stands for all that is in it."""
    for key in path:
        if isinstance(data, list):
            return data
        if not isinstance(data, Mapping) or key not in data:
            return _MISSING
        data = data[key]
    return data


def _dotted(path: _Path) -> str:
    return ".".join(key if _BARE.fullmatch(key) else toml_string(key) for key in path)
