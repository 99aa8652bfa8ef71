"""Judge what a compiler said of a package's units: each finding once, as it was rendered, errors first."""

from __future__ import annotations

import json
import re
import sys

from report import is_notification, lines_of, parse_diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import FindingsAttributes, LintReport

__all__ = ["judge_findings", "read_findings", "tell_findings"]

# rustc's own count at the end of a unit's diagnostics.
_COUNT = re.compile(r"aborting due to|\d+ warnings? emitted")


def judge_findings(attrs: FindingsAttributes) -> int:
    """Print the findings of all units of ``attrs`` and fail if one of them is an error; the log is the output."""
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
            f"error: {attrs['tool']} stops at {attrs['packageName']}", *dict.fromkeys(advice), sep="\n", file=sys.stderr
        )
        return 1
    with open(attrs["outputs"]["out"], "w", encoding="utf-8") as file:
        file.write(text)
    return 0


def read_findings(messages: str) -> list[tuple[str, str]]:
    """Return level and rendered text of each diagnostic among rustc's JSON lines; another line is an error as it is."""
    findings = []
    for line in lines_of(messages):
        message = parse_diagnostic(line)
        if message is None and not is_notification(line):
            findings.append(("error", line + "\n"))
        elif message is not None and not _COUNT.match(message["message"]):
            findings.append((message["level"], message["rendered"]))
    return findings


def tell_findings(findings: list[tuple[str, str]], *, failed: bool) -> str:
    """Return the findings as text: each once, in their order; where the check ``failed``, errors alone.

    A library and its tests are linted apart, so most findings come twice. Nix shows the last lines of a log: warnings
    that let pass would stand there in the place of what did not.
    """
    distinct = list(dict.fromkeys(findings))
    errors = [text for level, text in distinct if level.startswith("error")]
    if not failed or not errors:
        return "".join(text for _level, text in distinct)
    others = len(distinct) - len(errors)
    left_out = f"({others} warning{'s' if others > 1 else ''} left out)\n" if others else ""
    return "".join(errors) + left_out
