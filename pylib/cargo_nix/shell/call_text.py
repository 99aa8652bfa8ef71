"""A unit of the plan -> the text of the rustc call with the same result, and the end of the command line.

rustlib/shell/call.rs and lookup.rs compute the same text from a call. The text has no words about files of one build,
and no words about messages. Standard library only: a derivation runs this module.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Tail", "call_tail", "call_text", "file_name", "without_debuginfo"]

_WITH_VALUE = (
    *("--crate-name", "--crate-type", "--cfg", "--check-cfg", "-C", "-L", "-l", "--extern", "--out-dir", "--target"),
    *("--cap-lints", "--emit", "-A", "-W", "-D", "-F", "-Z"),
)
_MESSAGES = frozenset({"--error-format", "--color", "--diagnostic-width", "--check-cfg", "--cap-lints", "--json"})
_FILES = ("metadata=", "extra-filename=", "linker=")


@dataclass(kw_only=True, slots=True)
class Tail:
    """The words after the externs: search paths, libraries, cfgs, link arguments, and the rest in order."""

    searches: list[str] = field(default_factory=list)
    libraries: list[str] = field(default_factory=list)
    cfgs: list[str] = field(default_factory=list)
    link_args: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, list[str]]:
        """Return the fields under their names in the index."""
        return {
            "searches": self.searches,
            "libraries": self.libraries,
            "cfgs": self.cfgs,
            "linkArgs": self.link_args,
            "rest": self.rest,
        }


def call_text(row: Mapping[str, Any], origin: str, units: Mapping[str, str]) -> str:
    """Return the text of the call with the result of the unit ``row`` (nixlib/devShell/servedUnits.nix).

    ``origin`` is the source of the package. ``units`` has a name for each linked unit, by the output of the unit.
    """
    head = [f"--crate-name {row['crateName']}", f"--edition {row['edition']}"]
    for flag, value in _flags(row["args"]):
        if flag not in {*_MESSAGES, "--emit"} and not (flag == "-C" and value.startswith(_FILES)):
            head.append(_join(flag, value))
    if row["platform"]:
        head.append(f"--target {row['platform']}")
    head += [_join(flag, value) for flag, value in _flags(row["strip"])]
    externs = [f"extern {extern['options']}:{extern['name']}={units[extern['unit']]}" for extern in row["externs"]]
    return "\n".join([row["package"], row["version"], origin, *head, *sorted(externs)])


def without_debuginfo(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``row`` without words about debug information, which does not change the behaviour of code."""
    words: list[str] = []
    for flag, value in _flags(row["args"]):
        if not (flag == "-C" and value.startswith(("debuginfo=", "split-debuginfo="))):
            words += [flag, value] if flag in _WITH_VALUE else [f"{flag}={value}" if value else flag]
    return {**row, "args": words, "strip": []}


def call_tail(row: Mapping[str, Any]) -> Tail:
    """Return the end of the command line of the unit ``row``, without directives of build scripts."""
    tail = Tail()
    for flag, value in _flags(row["argsAfter"]):
        if flag in _MESSAGES or flag == "--extern":
            continue
        if flag == "-L":
            tail.searches.append(value)
        elif flag == "-l":
            tail.libraries.append(value)
        elif flag == "--cfg":
            tail.cfgs.append(value)
        elif flag == "-C" and value.startswith("link-arg="):
            tail.link_args.append(value.removeprefix("link-arg="))
        elif not (flag == "-C" and value.startswith(_FILES)):
            tail.rest.append(_join(flag, value))
    return tail


def file_name(text: str) -> str:
    """Return the name of the index's file for ``text``: its 64-bit FNV-1a hash as hexadecimal digits."""
    result = 0xCBF29CE484222325
    for byte in text.encode():
        result = (result ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{result:016x}"


def _flags(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    iterator = iter(words)
    for word in iterator:
        name, equals, value = word.partition("=")
        if word in _WITH_VALUE:
            yield word, next(iterator)
        elif equals and word.startswith("--"):
            yield name, value
        elif word[:2] in {"-C", "-L", "-l"}:
            yield word[:2], word[2:]
        else:
            yield word, ""


def _join(flag: str, value: str) -> str:
    return f"{flag} {value}" if value else flag
