"""What Nix says with ``--log-format internal-json``, folded into the state of a build.

Numbers of activities and results are those of Nix's src/libutil/include/nix/util/logging.hh.
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
    """Return what the derivation ``name`` of our libraries does: ``fetch``, ``unpack``, ``plan`` or ``build``."""
    if name.startswith("crate-") and name.endswith(".tar.gz"):
        return "fetch"
    if name == "manifests" or name.endswith(("-manifest", "-src")):
        return "unpack"
    return "plan" if name == "cargo-nix-plan" else "build"


@dataclass(kw_only=True, slots=True)
class NixBuild:
    """A running ``nix build``: what was announced, runs, is done, and what went wrong."""

    announced: set[str] = field(default_factory=set)
    running: dict[int, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _logs: dict[str, list[str]] = field(default_factory=dict)
    _activities: dict[int, str] = field(default_factory=dict)

    @property
    def built(self) -> int:
        """The number of derivations whose build was begun."""
        return len(self._activities)

    def read(self, line: str) -> None:
        """Take in one line of Nix's standard error."""
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
        """Return how many derivations of ``stage`` are done and how many are known."""
        known = self.announced.union(self._activities.values())
        return _count(self.done, stage), _count(known, stage)

    def names_running(self) -> list[str]:
        """Return the names of the derivations that are built at this moment."""
        return [_name(drv) for drv in tuple(self.running.values())]

    def failure(self, *, colour: bool) -> str:
        """Return what went wrong: the logs of the builds that failed, or else Nix's own errors without their traces."""
        failed = [found["drv"] for text in self.errors if (found := _FAILED.search(text))]
        told = [f"{_name(drv)} failed:\n" + "\n".join(self._logs.get(drv, [])) for drv in failed]
        text = "\n\n".join(told or self.errors)
        return text if colour else _ANSI.sub("", text)

    def _read_message(self, level: int, text: str, event: dict[str, Any]) -> None:
        plain = _ANSI.sub("", text)
        if level == _ERROR:
            self.errors.append(_ANSI.sub("", str(event.get("raw_msg", plain))))
        elif level == _WARNING:
            self.warnings.append(plain)
        elif found := re.fullmatch(rf"\s+({_DRV.pattern})", plain):
            self.announced.add(found[1])


def _count(drvs: Iterable[str], stage: str) -> int:
    return sum(stage_of(_name(drv)) == stage for drv in tuple(drvs))


def _name(drv: str) -> str:
    found = _DRV.fullmatch(drv)
    return found["name"] if found else drv
