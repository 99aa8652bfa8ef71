"""Print the results of a unit: diagnostics as rustc renders them, and advice about known problems."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypedDict

    from script_result import ScriptResult
    from unit_attributes import CompileAttributes, CrateAttributes, ScriptAttributes

    class Diagnostic(TypedDict):
        """A JSON line of rustc (The rustc book, "JSON Output"); ``notes`` are the messages of its children."""

        message: str
        level: str
        rendered: str
        notes: list[str]


__all__ = [
    "is_notification",
    "lines_of",
    "parse_diagnostic",
    "show_diagnostics",
    "show_link_failure",
    "show_missing_file",
    "show_script_failure",
]

# rustc reports each written file, and more, to Cargo.
_NOTIFICATIONS = ('{"$message_type":', '{"artifact":')
_DIAGNOSTIC = '{"$message_type":"diagnostic"'
# The beginnings of rustc's messages about a failed link.
_LINKS = ("linking with `", "linker `", "could not find native static library `")


def show_diagnostics(messages: bytes, *, quiet: bool) -> str:
    """Print the rendered diagnostics among rustc's JSON lines, and all other lines unchanged; return the printed text.

    ``messages`` is rustc's standard error. ``quiet`` drops warnings, for crates that do not belong to the user.
    """
    printed: list[str] = []
    for line in lines_of(messages.decode(errors="replace")):
        if is_notification(line):
            continue
        message = parse_diagnostic(line)
        if message is None:
            printed.append(line + "\n")
        elif not (quiet and message["level"] == "warning"):
            printed.append(message["rendered"])
    text = "".join(printed)
    print(text, end="", file=sys.stderr)
    return text


def lines_of(output: str) -> list[str]:
    """Return the lines of ``output``. Only a line feed ends a line: rustc's JSON has other line ends in strings."""
    lines = output.split("\n")
    return lines if lines[-1] else lines[:-1]


def parse_diagnostic(line: str) -> Diagnostic | None:
    """Return the diagnostic in ``line``, or None for any other line.

    Macros print to the same stream, so a line may be JSON of any other shape.
    Source: Cargo's core/compiler/mod.rs, ``on_stderr_line_inner``, ``CompilerMessage``.
    """
    if not line.startswith("{"):
        return None
    # Most units print nothing, and do without this import.
    import json

    try:
        message = json.loads(line)
    # A number of too many digits is a ValueError, nested brackets are a RecursionError.
    except (ValueError, RecursionError):
        return None
    texts = ("message", "level", "rendered")
    if not isinstance(message, dict) or not all(isinstance(message.get(name), str) for name in texts):
        return None
    children = message.get("children", [])
    is_list = isinstance(children, list)
    notes = [child["message"] for child in children if _is_note(child)] if is_list else []
    return {"message": message["message"], "level": message["level"], "rendered": message["rendered"], "notes": notes}


def is_notification(line: str) -> bool:
    """Whether ``line`` is a message of rustc to Cargo, and no diagnostic."""
    return line.startswith(_NOTIFICATIONS) and not line.startswith(_DIAGNOSTIC)


def _is_note(child: object) -> bool:
    return isinstance(child, dict) and isinstance(child.get("message"), str)


def show_missing_file(attrs: CrateAttributes, output: str) -> None:
    """Print advice about a missing file if the ``output`` of the unit of ``attrs`` reports a missing file."""
    from missing_file import missing_file_advice

    advice = missing_file_advice(attrs, output, attrs["cwd"])
    if advice is not None:
        print(f"help: {advice}", file=sys.stderr)


def show_link_failure(messages: bytes, attrs: CompileAttributes, results: Iterable[ScriptResult]) -> bool:
    """Print advice if rustc's ``messages`` report a failed link; return True if advice was printed.

    ``results`` are the results of the build scripts that affect the unit.
    """
    for line in lines_of(messages.decode(errors="replace")):
        # Most failed units have other errors, and need no import.
        if not any(words in line for words in _LINKS):
            continue
        message = parse_diagnostic(line)
        if message is not None and message["level"] == "error" and message["message"].startswith(_LINKS):
            from link_hint import link_hint

            hint = link_hint(attrs, results, "\n".join([message["message"], *message["notes"]]))
            if hint is not None:
                print(hint, file=sys.stderr)
                return True
    return False


def show_script_failure(attrs: ScriptAttributes, code: int, stdout: bytes, stderr: bytes) -> None:
    """Print Cargo's report of a failed build script: exit code, standard output, standard error.

    Advice about a missing library or program follows, because Nix shows the end of a log. A script with exit code 0
    failed through ``cargo::error``, so its own message is enough.
    """
    name = f"{attrs['packageName']} v{attrs['packageVersion']}"
    print(f"error: failed to run custom build command for `{name}`", file=sys.stderr)
    print(f"  exit code: {code}", file=sys.stderr)
    for label, output in (("stdout", stdout), ("stderr", stderr)):
        if output.strip():
            print(f"  --- {label}", file=sys.stderr)
            print("\n".join("  " + line for line in output.decode(errors="replace").splitlines()), file=sys.stderr)
    if code != 0:
        from native_hint import script_hint

        print(script_hint(attrs, code, (stdout + b"\n" + stderr).decode(errors="replace")), file=sys.stderr)
