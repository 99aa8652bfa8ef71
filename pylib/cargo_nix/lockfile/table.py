"""TOML text -> tables whose values are read by type, with the place of each in every error."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import tomli

from cargo_nix.errors import LockfileError

__all__ = ["Table", "parse_toml"]

_Value = TypeVar("_Value")

_POSITION = re.compile(r" \(at line (\d+), column (\d+)\)$")
_WAYS_OUT = (
    "if a merge left conflict markers, take one side whole, then `cargo update --workspace`",
    "cargo generate-lockfile",
)
_TYPES = {str: "a string", int: "an integer", list: "an array", dict: "a table"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A TOML table and where it stands, say ``Cargo.lock: package[3] "serde"``."""

    content: Mapping[str, object]
    file: str
    path: str = ""

    def place(self, key: str) -> str:
        """Return where ``key`` of this table stands."""
        return f"{self.file}: {self.path}.{key}" if self.path else f"{self.file}: {key}"

    def find(self, key: str, kind: type[_Value]) -> _Value | None:
        """Return the value under ``key`` if there is one; raises `LockfileError` if it is of another type."""
        value = self.content.get(key)
        if value is None:
            return None
        if type(value) is not kind:  # exactly: to Python, a boolean is an integer
            raise LockfileError(
                problem=f"`{key}` is of the wrong type",
                place=self.place(key),
                expected=_TYPES[kind],
                came=_describe(value),
            )
        return value

    def get_str(self, key: str) -> str:
        """Return the string under ``key``; raises `LockfileError` if there is none."""
        value = self.find(key, str)
        if not value:
            raise LockfileError(
                problem=f"`{key}` is missing" if value is None else f"`{key}` is empty",
                place=self.place(key),
                expected="a string",
                ways_out=("cargo generate-lockfile",),
            )
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """Return the array of strings under ``key``, empty if there is none."""
        items: list[object] = self.find(key, list) or []
        wrong = [item for item in items if not isinstance(item, str)]
        if wrong:
            raise LockfileError(
                problem=f"`{key}` holds more than strings",
                place=self.place(f"{key}[{items.index(wrong[0])}]"),
                expected="a string",
                came=_describe(wrong[0]),
            )
        return tuple(item for item in items if isinstance(item, str))

    def table(self, key: str) -> "Table | None":
        """Return the table under ``key`` if there is one."""
        content = self.find(key, dict)
        return None if content is None else Table(content=content, file=self.file, path=self._below(key))

    def tables(self, key: str) -> list["Table"]:
        """Return the tables of the array under ``key``; a table that has a name is shown with it."""
        items: list[object] = self.find(key, list) or []
        tables = []
        for index, item in enumerate(items):
            path = self._below(f"{key}[{index}]")
            if not isinstance(item, dict):
                raise LockfileError(
                    problem=f"`{key}` holds more than tables",
                    place=f"{self.file}: {path}",
                    expected="a table",
                    came=_describe(item),
                )
            name = item.get("name")
            shown = f'{path} "{name}"' if isinstance(name, str) and name else path
            tables.append(Table(content=item, file=self.file, path=shown))
        return tables

    def _below(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def parse_toml(text: str, file: str) -> Table:
    """Return the document ``text``; ``file`` is its name in errors.

    Raises `LockfileError` if the text is not TOML, with the line and a caret where the parser tells them.
    """
    text = text.removeprefix("\ufeff")
    try:
        return Table(content=tomli.loads(text), file=file)
    # Besides its own error, a ValueError too, tomli lets through Python's limits on digits and on recursion.
    except (ValueError, RecursionError) as error:
        message = str(error)
        position = _POSITION.search(message)
        place, excerpt = (file, "") if position is None else _show(text, file, int(position[1]), int(position[2]))
        raise LockfileError(
            problem="the lock file is not TOML",
            place=place,
            came=_POSITION.sub("", message),
            excerpt=excerpt,
            ways_out=_WAYS_OUT,
        ) from error


def _show(text: str, file: str, line: int, column: int) -> tuple[str, str]:
    # tomli counts lines as the "\n" of a text whose "\r\n" it has replaced; columns start at 1.
    source = text.replace("\r\n", "\n").split("\n")[line - 1]
    return f"{file}:{line}:{column}", f"{source}\n{' ' * (column - 1)}^"


def _describe(value: object) -> str:
    kind = _TYPES.get(type(value), type(value).__name__)
    return f"{kind}: {value!r}"[:80]
