"""A call of rustc, rustdoc or a build script, from a recording of cargo or from our builder."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Call", "read_calls"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """``program`` is ``rustc``, ``rustdoc``, ``script`` or ``test``; ``argv`` starts after the program's path.

    ``checks`` is true for ``cargo check``. The last two fields describe a test or doctest: ``unrelated_directories``
    are named by scripts whose libraries and macros the test does not use; ``follows_other_run`` is true if an earlier
    target of the package is built with another run of the package's script.
    """

    program: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    cwd: str
    checks: bool = False
    unrelated_directories: frozenset[str] = frozenset()
    follows_other_run: bool = False

    def value(self, option: str) -> str | None:
        """Return the argument after the first ``option`` in argv."""
        for index, arg in enumerate(self.argv[:-1]):
            if arg == option:
                return self.argv[index + 1]
        return None

    def codegen(self, name: str) -> str | None:
        """Return the value of the first ``-C name=…``."""
        for index, arg in enumerate(self.argv[:-1]):
            key, equals, value = self.argv[index + 1].partition("=")
            if arg == "-C" and equals and key == name:
                return value
        return None


def read_calls(directory: Path) -> list[Call]:
    """Return the calls that the wrappers recorded in ``directory``, in cargo's order."""
    calls = []
    for path in sorted(directory.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        calls.append(Call(program=data["program"], argv=tuple(data["argv"]), env=data["env"], cwd=data["cwd"]))
    return calls
