"""The state of a build, from the output of Nix with ``--log-format internal-json``.

Nix's src/libutil/include/nix/util/logging.hh defines the numbers of activities and results.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["Event", "NixBuild", "Span", "plain_text"]

_ERROR, _NOTICE, _INFO = 0, 2, 3
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_DRV = r"/[^\s']+/[a-z0-9]{32}-[^\s']+\.drv"
# Nix 2.31 and later; earlier versions.
_FAILED = re.compile(
    rf"Cannot build '(?P<drv>{_DRV})'\.\s+Reason: builder failed|builder for '(?P<old>{_DRV})' failed with"
)
_FOLLOWING = re.compile(
    rf"Cannot build '{_DRV}'\.\s+Reason: \d+ dependenc|\d+ dependenc\w+ of derivation '{_DRV}' failed"
    r"|build of (resolved derivation )?'.*' failed"
)


@dataclass(frozen=True, slots=True)
class Event:
    """A change of the build.

    ``kind`` tells what ``text`` is: the derivation whose build ``started`` or ``stopped``; the store path that was
    ``downloaded``; a ``message`` of Nix; an ``error`` of Nix other than a failed build.
    """

    kind: Literal["started", "stopped", "downloaded", "message", "error"]
    text: str


@dataclass(slots=True)
class Span:
    """The time of a build in seconds since the start of Nix. ``stop`` is None while the build runs."""

    start: float
    stop: float | None = None


@dataclass(kw_only=True, slots=True)
class NixBuild:
    """A running Nix: derivations by path, in the order of Nix's messages.

    ``announced`` are the derivations that Nix is going to build, ``spans`` those whose build started. ``failures`` are
    the derivations whose builder failed, with Nix's message. ``logs`` are lines of builders.
    """

    announced: dict[str, None] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    logs: dict[str, list[str]] = field(default_factory=dict)
    downloads: list[str] = field(default_factory=list)
    _builds: dict[int, str] = field(default_factory=dict)
    _substitutions: dict[int, str] = field(default_factory=dict)

    @property
    def running(self) -> list[str]:
        """The derivations in progress, the earliest first."""
        # A thread that shows the progress reads this while lines arrive.
        return [drv for drv, span in tuple(self.spans.items()) if span.stop is None]

    @property
    def downloading(self) -> int:
        """The number of store paths that Nix is downloading."""
        return len(self._substitutions)

    @property
    def done(self) -> int:
        """The number of derivations whose build has ended."""
        return len(self.spans) - len(self.running)

    @property
    def total(self) -> int:
        """The number of derivations that are built or wait for their build."""
        return len(self.announced | dict.fromkeys(tuple(self.spans)))

    def read_line(self, line: str, seconds: float) -> Event | None:
        """Update the state with a line of Nix's standard error; return the change that a user sees, if any.

        ``seconds`` is the time since the start of Nix.
        """
        if not line.startswith("@nix "):
            return Event("message", line.rstrip("\n"))
        match json.loads(line.removeprefix("@nix ")):
            case {"action": "start", "type": 105, "id": int(number), "fields": [str(drv), *_]}:
                self._builds[number] = drv
                self.spans[drv] = Span(seconds)
                return Event("started", drv)
            case {"action": "start", "type": 108, "id": int(number), "fields": [str(path), *_]}:
                self._substitutions[number] = path
            case {"action": "stop", "id": int(number)}:
                return self._stop(number, seconds)
            case {"action": "result", "type": 101, "id": int(number), "fields": [str(text)]}:
                self.logs.setdefault(self._builds.get(number, ""), []).append(text)
            case {"action": "msg", "level": int(level), "msg": str(text), **rest}:
                return self._read_message(level, text, rest)
            case _:
                pass
        return None

    def _stop(self, number: int, seconds: float) -> Event | None:
        if number in self._substitutions:
            path = self._substitutions.pop(number)
            self.downloads.append(path)
            return Event("downloaded", path)
        drv = self._builds.get(number)
        if drv is None or self.spans[drv].stop is not None:
            return None
        self.spans[drv].stop = seconds
        return Event("stopped", drv)

    def _read_message(self, level: int, text: str, rest: Mapping[Any, Any]) -> Event | None:
        if level == _ERROR:
            reason = plain_text(str(rest.get("raw_msg", text))).removeprefix("error:").lstrip()
            if match := _FAILED.match(reason):
                self.failures[match["drv"] or match["old"]] = text
                return None
            return None if _FOLLOWING.match(reason) else Event("error", text)
        if level <= _NOTICE:
            return Event("message", text)
        if level == _INFO and (match := re.fullmatch(rf"\s+({_DRV})", plain_text(text))):
            self.announced[match[1]] = None
        return None


def plain_text(text: str) -> str:
    """Return ``text`` without the codes of colours."""
    return _ANSI.sub("", text)
