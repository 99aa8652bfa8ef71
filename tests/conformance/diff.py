"""The diff of two calls of one unit, without the intended differences."""

import difflib
from collections.abc import Iterable

from conformance.call import Call
from conformance.differences import apply_differences

__all__ = ["differing_lines"]

_WITH_VALUE = frozenset({"-C", "-L", "-l", "-Z", "--cfg", "--check-cfg", "--crate-type", "--extern", "--cap-lints"})
_WITH_VALUE_TOO = frozenset({"--crate-name", "--out-dir", "--target"})


def differing_lines(cargos: Call, ours: Call) -> list[str]:
    """Return the lines of a diff, cargo's with ``-`` and ours with ``+``; no lines for equal calls."""
    cargos, ours = apply_differences(cargos), apply_differences(ours)
    lines = [] if cargos.cwd == ours.cwd else [f"- cwd {cargos.cwd}", f"+ cwd {ours.cwd}"]
    before, after = _words(cargos.argv), _words(ours.argv)
    if before != after:
        lines += [line for line in difflib.ndiff(before, after) if line[0] in "-+"]
    for name in sorted({*cargos.env, *ours.env}):
        if cargos.env.get(name) != ours.env.get(name):
            lines += [f"- {name}={cargos.env[name]!r}"] if name in cargos.env else []
            lines += [f"+ {name}={ours.env[name]!r}"] if name in ours.env else []
    return lines


def _words(argv: Iterable[str]) -> list[str]:
    """Return argv with each option and its value as a single text."""
    words: list[str] = []
    for arg in argv:
        if words and (words[-1] in _WITH_VALUE or words[-1] in _WITH_VALUE_TOO):
            words[-1] += f" {arg}"
        else:
            words.append(arg)
    return words
