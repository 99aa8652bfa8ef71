"""The submodules that the file `.gitmodules` of a checkout lists (git-config, "Syntax"; gitmodules)."""

import os
import re
from collections.abc import Iterator

__all__ = ["submodule_directories"]

_SECTION = re.compile(r'\s*\[\s*(?P<name>[\w.-]+)(?:\s+"(?P<part>(?:[^"\\]|\\.)*)")?\s*\]')
_SETTING = re.compile(r"\s*(?P<key>[A-Za-z][\w-]*)\s*=\s*(?P<value>.*)")
_VALUE_PART = re.compile(r'"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<comment>[#;].*)|(?P<plain>(?:[^"#;\\]|\\.)+)')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "b": "\b"}


def submodule_directories(checkout: str) -> set[str]:
    """Return the directories of the submodules in ``checkout``, as paths from its root."""
    path = os.path.join(checkout, ".gitmodules")
    if not os.path.isfile(path):
        return set()
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        values = _submodule_paths(file.read())
        return {os.path.normpath(value) for value in values if value}


def _submodule_paths(text: str) -> Iterator[str]:
    """Yield the values of ``submodule.NAME.path`` in the text of a `.gitmodules`."""
    is_submodule = False
    for line in text.replace("\\\n", "").splitlines():
        rest = line
        section = _SECTION.match(line)
        if section is not None:
            is_submodule = section["name"].lower() == "submodule" and section["part"] is not None
            rest = line[section.end() :]
        setting = _SETTING.match(rest)
        if is_submodule and setting is not None and setting["key"].lower() == "path":
            yield _value(setting["value"])


def _value(text: str) -> str:
    parts = []
    for part in _VALUE_PART.finditer(text):
        if part["comment"] is not None:
            break
        value = part["plain"] if part["quoted"] is None else part["quoted"]
        parts.append(_ESCAPE.sub(lambda escape: _ESCAPES.get(escape[1], escape[1]), value))
    return "".join(parts).strip()
