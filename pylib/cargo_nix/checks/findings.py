"""Print the findings of a compiler about a package's units: each finding once, as the compiler renders it."""

from __future__ import annotations

import json
import re
import sys

from report import is_notification, lines_of, parse_diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import FindingsAttributes, LintReport

__all__ = ["judge_findings", "read_findings", "tell_findings"]

# rustc's count of findings at the end of a unit's diagnostics.
_COUNT = re.compile(r"aborting due to|\d+ warnings? emitted")


def judge_findings(attrs: FindingsAttributes) -> int:
    """Print the findings of all units of ``attrs``; return 1 if the tool failed for a unit, and 0 otherwise.

    The output of a green check is the text of the findings.
    """
    findings, advice, failed = [], [], False
    for report in attrs["reports"]:
        with open(report + "/result.json", encoding="utf-8") as file:
            result: LintReport = json.load(file)
        failed |= result["code"] != 0
        advice += [f"help: {result['advice']}"] if result["advice"] else []
        with open(report + "/messages", encoding="utf-8", errors="replace") as file:
            findings += read_findings(file.read())
    text = tell_findings(findings, failed=failed)
    print(text, end="", file=sys.stderr)
    if failed:
        print(
            f"error: {attrs['tool']} found errors in {attrs['packageName']}",
            *dict.fromkeys(advice),
            sep="\n",
            file=sys.stderr,
        )
        return 1
    with open(attrs["outputs"]["out"], "w", encoding="utf-8") as file:
        file.write(text)
    return 0


def read_findings(messages: str) -> list[tuple[str, str]]:
    """Return level and rendered text of each diagnostic in rustc's JSON lines ``messages``.

    A line that is not JSON counts as an error.
    """
    findings = []
    for line in lines_of(messages):
        message = parse_diagnostic(line)
        if message is None and not is_notification(line):
            findings.append(("error", line + "\n"))
        elif message is not None and not _COUNT.match(message["message"]):
            findings.append((message["level"], message["rendered"]))
    return findings


def tell_findings(findings: list[tuple[str, str]], *, failed: bool) -> str:
    """Return the ``findings``, pairs of level and text, as one text, each once and in order.

    If the check ``failed`` with errors, the text has only the errors, and the number of warnings. Most findings appear
    twice, because clippy lints a library and its tests separately. Nix shows the last lines of a log: warnings must not
    push the errors out of these lines.
    """
    distinct = list(dict.fromkeys(findings))
    errors = [text for level, text in distinct if level.startswith("error")]
    if not failed or not errors:
        return "".join(text for _level, text in distinct)
    warning_count = len(distinct) - len(errors)
    footer = f"({warning_count} warning{'s' if warning_count > 1 else ''} left out)\n" if warning_count else ""
    return "".join(errors) + footer
