"""A derivation, read from its ``.drv`` file in the store (Nix manual, "Store Derivation", ATerm format)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Derivation", "derivation_name", "parse_derivation", "read_derivation"]

_HASH_LENGTH = 32
# Strings of ATerm have the escapes of JSON; lists and tuples differ only in their brackets.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[()]', re.DOTALL)
_BRACKETS = {"(": "[", ")": "]"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Derivation:
    """A derivation.

    ``outputs`` are store paths by the names of outputs; the path is empty if it depends on the content. ``inputs`` are
    paths of other ``.drv`` files, ``sources`` are store paths without a derivation. ``attributes`` are the structured
    attributes, or the environment variables of a derivation without structured attributes.
    """

    path: str
    outputs: Mapping[str, str]
    inputs: tuple[str, ...]
    sources: tuple[str, ...]
    builder: str
    arguments: tuple[str, ...]
    attributes: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name of the derivation, without hash and extension."""
        return derivation_name(self.path)


def derivation_name(path: str) -> str:
    """Return the name in the store path ``path`` of a derivation or of an output."""
    return path.rpartition("/")[2][_HASH_LENGTH + 1 :].removesuffix(".drv")


def read_derivation(path: str) -> Derivation | None:
    """Return the derivation in the file ``path``, or None if the file is missing, as it is in a store elsewhere."""
    try:
        return _read_file(path)
    except OSError:
        return None


# The face of a build, its graph and its record read the same files, and a file in the store never changes.
@cache
def _read_file(path: str) -> Derivation:
    return parse_derivation(path, Path(path).read_text(encoding="utf-8", errors="replace"))


def parse_derivation(path: str, text: str) -> Derivation:
    """Return the derivation with the path ``path`` and the ATerm ``text``.

    Raises ValueError for a text in another format.
    """
    constructor, _bracket, tail = text.partition("(")
    json_text = _TOKEN.sub(lambda match: _BRACKETS.get(match[0], match[0]), "(" + tail)
    fields = json.loads(json_text, strict=False)
    if constructor == "DrvWithVersion":
        fields = fields[1:]
    outputs, inputs, sources, _system, builder, arguments, variables = fields
    env = dict(variables)
    structured = env.get("__json")
    return Derivation(
        path=path,
        outputs={name: output for name, output, *_hash in outputs},
        inputs=tuple(drv for drv, *_outputs in inputs),
        sources=tuple(sources),
        builder=builder,
        arguments=tuple(arguments),
        attributes=env if structured is None else json.loads(structured),
    )
