"""Print the results of a unit: diagnostics as rustc renders them, and advice about known problems."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NotRequired, TypedDict

    from script_result import ScriptResult
    from unit_attributes import CompileAttributes, CrateAttributes, ScriptAttributes

    class Diagnostic(TypedDict):
        """A JSON line of rustc (The rustc book, "JSON Output")."""

        message: str
        level: NotRequired[str]
        rendered: NotRequired[str | None]
        children: NotRequired[list[Diagnostic]]


__all__ = ["show_diagnostics", "show_link_failure", "show_missing_file", "show_script_failure"]

# rustc reports each written file to Cargo.
_ARTIFACT = '{"$message_type":"artifact"'
# The beginnings of rustc's messages about a failed link.
_LINKS = ("linking with `", "linker `", "could not find native static library `")


def show_diagnostics(messages: bytes, *, quiet: bool) -> str:
    """Print the rendered diagnostics among rustc's JSON lines, and all other lines unchanged; return the printed text.

    ``messages`` is rustc's standard error. ``quiet`` drops warnings, for crates that do not belong to the user.
    """
    printed: list[str] = []
    for line in messages.decode(errors="replace").splitlines():
        if line.startswith(_ARTIFACT):
            continue
        message = _message(line)
        if message is None:
            printed.append(line + "\n")
            continue
        rendered = message.get("rendered")
        if rendered and not (quiet and message.get("level") == "warning"):
            printed.append(rendered)
    text = "".join(printed)
    print(text, end="", file=sys.stderr)
    return text


def _message(line: str) -> Diagnostic | None:
    if not line.startswith("{"):
        return None
    # Most units print no diagnostic and need no `json`.
    import json

    try:
        message: Diagnostic = json.loads(line)
    except json.JSONDecodeError:
        return None
    return message


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
    for line in messages.decode(errors="replace").splitlines():
        # Most failed units have other errors, and need no import.
        if not any(words in line for words in _LINKS):
            continue
        message = _message(line)
        if message is not None and message.get("level") == "error" and message["message"].startswith(_LINKS):
            from link_hint import link_hint

            notes = [child.get("message", "") for child in message.get("children", ())]
            hint = link_hint(attrs, results, "\n".join([message["message"], *notes]))
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
