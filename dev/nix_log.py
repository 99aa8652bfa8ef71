"""The state of a build, from the output of Nix with ``--log-format internal-json``.

Nix's src/libutil/include/nix/util/logging.hh defines the numbers of activities and results.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["NixBuild", "stage_of"]

_ERROR, _WARNING = 0, 1
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_DRV = re.compile(r"/nix/store/[a-z0-9]{32}-(?P<name>[^\s']+)\.drv")
_FAILED = re.compile(r"(?P<drv>/nix/store/[^\s']+\.drv)'.*builder failed", re.DOTALL)


def stage_of(name: str) -> str:
    """Return the stage of derivation ``name``: ``fetch``, ``unpack``, ``plan`` or ``build``."""
    if name.startswith("crate-") and name.endswith(".tar.gz"):
        return "fetch"
    if name == "manifests" or name.endswith(("-manifest", "-src")):
        return "unpack"
    return "plan" if name == "cargo-nix-plan" else "build"


@dataclass(kw_only=True, slots=True)
class NixBuild:
    """A running ``nix build``: announced, running and finished derivations, errors and warnings."""

    announced: set[str] = field(default_factory=set)
    running: dict[int, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _logs: dict[str, list[str]] = field(default_factory=dict)
    _activities: dict[int, str] = field(default_factory=dict)

    @property
    def built(self) -> int:
        """The number of derivations whose build has started."""
        return len(self._activities)

    def read_line(self, line: str) -> None:
        """Update the state with a line of Nix's standard error."""
        if not line.startswith("@nix "):
            self.warnings += [line.rstrip()] if line.strip() else []
            return
        event = json.loads(line.removeprefix("@nix "))
        match event:
            case {"action": "start", "type": 105, "id": int(number), "fields": [str(drv), *_]}:
                self._activities[number] = self.running[number] = drv
            case {"action": "stop", "id": int(number)} if number in self.running:
                self.done.append(self.running.pop(number))
            case {"action": "result", "type": 101, "id": int(number), "fields": [str(text)]}:
                self._logs.setdefault(self._activities.get(number, ""), []).append(text)
            case {"action": "msg", "level": int(level), "msg": str(text)}:
                self._read_message(level, text, event)
            case _:
                pass

    def count(self, stage: str) -> tuple[int, int]:
        """Return the number of finished derivations of ``stage``, and of all derivations of ``stage``."""
        all_drvs = self.announced.union(self._activities.values())
        return _count(self.done, stage), _count(all_drvs, stage)

    def names_running(self) -> list[str]:
        """Return the names of the derivations in progress."""
        return [_name(drv) for drv in tuple(self.running.values())]

    def failure(self, *, colour: bool) -> str:
        """Return the logs of failed builds; without a failed build, Nix's errors without traces."""
        failed = [match["drv"] for text in self.errors if (match := _FAILED.search(text))]
        logs = [f"{_name(drv)} failed:\n" + "\n".join(self._logs.get(drv, [])) for drv in failed]
        text = "\n\n".join(logs or self.errors)
        return text if colour else _ANSI.sub("", text)

    def _read_message(self, level: int, text: str, event: dict[str, Any]) -> None:
        plain = _ANSI.sub("", text)
        if level == _ERROR:
            self.errors.append(_ANSI.sub("", str(event.get("raw_msg", plain))))
        elif level == _WARNING:
            self.warnings.append(plain)
        elif match := re.fullmatch(rf"\s+({_DRV.pattern})", plain):
            self.announced.add(match[1])


def _count(drvs: Iterable[str], stage: str) -> int:
    return sum(stage_of(_name(drv)) == stage for drv in tuple(drvs))


def _name(drv: str) -> str:
    match = _DRV.fullmatch(drv)
    return match["name"] if match else drv
