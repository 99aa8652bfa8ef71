"""One call of rustc, rustdoc or a build script: what the recorder writes and what our builder would do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Call", "read_calls"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """``program`` is ``rustc``, ``rustdoc`` or ``script``; ``argv`` is without the program's own path.

    ``checks`` is whether it is of ``cargo check``. Of a test or doctest, ``elsewhere`` are directories that scripts
    alone name whose libraries and macros it does not use, and ``after_other`` is whether an earlier target of its
    package is built with another run of the package's script.
    """

    program: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    cwd: str
    checks: bool = False
    elsewhere: frozenset[str] = frozenset()
    after_other: bool = False

    def value(self, option: str) -> str | None:
        """Return what follows the first ``option`` in argv."""
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
    """Return the calls that the wrappers wrote into ``directory``, in the order in which cargo made them."""
    found = []
    for path in sorted(directory.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        found.append(Call(program=data["program"], argv=tuple(data["argv"]), env=data["env"], cwd=data["cwd"]))
    return found
