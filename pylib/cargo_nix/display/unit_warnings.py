"""Warnings of the workspace's own units, from the log of this build or from the results of an earlier one."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cargo_nix.display.diagnostics import Diagnostic, read_diagnostics
from cargo_nix.nix_log.derivation import Derivation
from cargo_nix.nix_log.work import work_of

__all__ = ["own_warnings"]


def own_warnings(
    derivations: Iterable[Derivation], logs: Mapping[str, Sequence[str]]
) -> list[tuple[str, list[Diagnostic]]]:
    """Return the warnings of the workspace's own units among ``derivations``, with the label of each unit.

    ``logs`` are the lines that builders printed in this build, by derivation. A unit without a log has its warnings in
    its output: the builder keeps them for later builds, as Cargo does in its target directory.
    """
    warnings = []
    for derivation in derivations:
        work = work_of(derivation)
        if not work.member:
            continue
        diagnostics: list[Diagnostic] = []
        if work.kind == "unit":
            lines = logs.get(derivation.path)
            diagnostics = read_diagnostics(_lines_of(derivation, "warnings") if lines is None else lines)
        elif work.kind == "script":
            diagnostics = _script_warnings(derivation, work.label.partition(" ")[0])
        elif work.kind == "lint":
            diagnostics = _lint_warnings(derivation)
        if diagnostics:
            warnings.append((work.label, diagnostics))
    return warnings


def _lines_of(derivation: Derivation, name: str) -> list[str]:
    path = Path(derivation.outputs.get("out", ""), name)
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.split("\n")


def _script_warnings(derivation: Derivation, package: str) -> list[Diagnostic]:
    """Return the ``cargo::warning`` lines of a build script, as the builder prints them."""
    version = derivation.attributes.get("packageVersion")
    messages = [message for line in _lines_of(derivation, "output.json") for message in _field(line, "warnings")]
    return [Diagnostic(level="warning", text=f"warning: {package}@{version}: {message}") for message in messages]


def _lint_warnings(derivation: Derivation) -> list[Diagnostic]:
    """Return the warnings of clippy. With errors, the check fails and its log has all findings."""
    diagnostic_lines = [line for line in _lines_of(derivation, "messages") if '"rendered":' in line]
    messages = [_message(line) for line in diagnostic_lines]
    if any(message.get("level") == "error" for message in messages):
        return []
    lines = [line for message in messages for line in str(message.get("rendered", "")).split("\n")]
    return read_diagnostics(lines)


def _field(line: str, name: str) -> list[str]:
    values = _message(line).get(name)
    return [str(value) for value in values] if isinstance(values, list) else []


def _message(line: str) -> dict[str, object]:
    try:
        message = json.loads(line)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}
