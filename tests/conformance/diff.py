"""Two calls of one unit, without the intended differences -> the lines in which they differ."""

import difflib
from collections.abc import Iterable

from conformance.call import Call
from conformance.differences import apply_differences

__all__ = ["differing_lines"]

_WITH_VALUE = frozenset({"-C", "-L", "-l", "-Z", "--cfg", "--check-cfg", "--crate-type", "--extern", "--cap-lints"})
_WITH_VALUE_TOO = frozenset({"--crate-name", "--out-dir", "--target"})


def differing_lines(cargos: Call, ours: Call) -> list[str]:
    """Return lines of a diff, cargo's with ``-`` and ours with ``+``; none where the calls are equal."""
    cargos, ours = apply_differences(cargos), apply_differences(ours)
    found = [] if cargos.cwd == ours.cwd else [f"- cwd {cargos.cwd}", f"+ cwd {ours.cwd}"]
    before, after = _words(cargos.argv), _words(ours.argv)
    if before != after:
        found += [line for line in difflib.ndiff(before, after) if line[0] in "-+"]
    for name in sorted({*cargos.env, *ours.env}):
        if cargos.env.get(name) != ours.env.get(name):
            found += [f"- {name}={cargos.env[name]!r}"] if name in cargos.env else []
            found += [f"+ {name}={ours.env[name]!r}"] if name in ours.env else []
    return found


def _words(argv: Iterable[str]) -> list[str]:
    """Return argv with each option and its value as one word."""
    found: list[str] = []
    for arg in argv:
        if found and (found[-1] in _WITH_VALUE or found[-1] in _WITH_VALUE_TOO):
            found[-1] += f" {arg}"
        else:
            found.append(arg)
    return found
