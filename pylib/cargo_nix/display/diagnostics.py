"""Diagnostics in the log of a unit, and Cargo's count of them.

Source: Cargo's core/compiler/mod.rs, ``on_stderr_line_inner``; core/compiler/job_queue/mod.rs, ``DiagnosticCount``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cargo_nix.nix_log.nix_build import plain_text

__all__ = ["Diagnostic", "failure_summary", "read_diagnostics", "warning_summary"]

_FIRST_LINE = re.compile(r"(?P<level>warning|error)(\[\w+\])?: ")
# rustc's own count; Cargo leaves these lines out and prints its own count.
_COUNT = re.compile(r"error: aborting due to .*|(warning|error): \d+ warnings? emitted|error: could not compile .*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnostic:
    """A message of rustc with its lines, in colours. ``level`` is ``other`` for lines of another form."""

    level: Literal["warning", "error", "other"]
    text: str


def read_diagnostics(lines: Iterable[str]) -> list[Diagnostic]:
    """Return the diagnostics in the ``lines`` of a unit's log, without rustc's counts."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if _FIRST_LINE.match(plain_text(line)):
            groups.append([])
        groups[-1].append(line)
    return [
        _diagnostic(group)
        for group in groups
        if any(plain_text(line).strip() for line in group) and not _is_only_count(group)
    ]


def _is_only_count(group: list[str]) -> bool:
    lines = [plain_text(line) for line in group if plain_text(line).strip()]
    return _COUNT.fullmatch(lines[0]) is not None and len(lines) == 1


def _diagnostic(group: list[str]) -> Diagnostic:
    # rustc's last words follow its count: "For more information about this error, …".
    lines = group[1:] if _COUNT.fullmatch(plain_text(group[0])) else group
    match = _FIRST_LINE.match(plain_text(lines[0]))
    text = "\n".join(lines).strip("\n")
    if match is None:
        return Diagnostic(level="other", text=text)
    return Diagnostic(level="warning" if match["level"] == "warning" else "error", text=text)


def warning_summary(label: str, diagnostics: Iterable[Diagnostic], duplicates: int) -> str | None:
    """Return Cargo's line about the warnings of the unit ``label``, or None without warnings.

    ``duplicates`` is the number of warnings that another unit printed.
    """
    count = sum(diagnostic.level == "warning" for diagnostic in diagnostics)
    if count == 0:
        return None
    package, _space, target = label.partition(" ")
    same = f" ({_counted(duplicates, 'duplicate')})" if duplicates else ""
    return f"`{package}` {target} generated {_counted(count, 'warning')}{same}"


def failure_summary(label: str, diagnostics: Iterable[Diagnostic]) -> str:
    """Return Cargo's last line about the unit ``label`` that rustc did not compile."""
    levels = [diagnostic.level for diagnostic in diagnostics]
    errors, warnings = levels.count("error"), levels.count("warning")
    package, _space, target = label.partition(" ")
    reason = f" due to {_counted(errors, 'previous error')}" if errors else ""
    emitted = f"; {_counted(warnings, 'warning')} emitted" if warnings else ""
    return f"could not compile `{package}` {target}{reason}{emitted}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
