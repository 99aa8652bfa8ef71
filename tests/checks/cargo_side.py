"""Plain Cargo on a workspace: the verdicts of tests, and the findings of clippy."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

__all__ = ["Verdicts", "cargo_findings", "cargo_verdicts", "read_verdicts"]

Verdicts = dict[str, list[tuple[str, str]]]

_HEADING = re.compile(r"^ +Running (?:unittests )?(\S+) \(.*/(\w+)-[0-9a-f]{16}\)$|^ +Doc-tests (\w+)$")
_CASE = re.compile(r"^test (.+?) \.\.\. (\w+)")


def cargo_verdicts(project: Path, target: Path, *flags: str) -> Verdicts:
    """Return the verdicts of ``cargo test`` in ``project``, by source (``tests/x.rs``, ``doc``) and crate name.

    Test programs with the same source and crate name share an entry, because Cargo's output does not name the package.
    """
    text = _cargo(project, target, "test", "--no-fail-fast", *flags)
    assert "error: could not compile" not in text, text
    verdicts: Verdicts = {}
    section: list[str] = []
    key = ""
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if heading:
            verdicts[key] = sorted(verdicts.get(key, []) + read_verdicts("\n".join(section)))
            key, section = f"doc {heading[3]}" if heading[3] else f"{heading[1]} {heading[2]}", []
        section.append(line)
    verdicts[key] = sorted(verdicts.get(key, []) + read_verdicts("\n".join(section)))
    del verdicts[""]
    assert verdicts, text
    return verdicts


def read_verdicts(log: str) -> list[tuple[str, str]]:
    """Return name and verdict of each test in ``log``, the output of a test program, sorted."""
    return sorted((match[1], match[2]) for line in log.splitlines() if (match := _CASE.match(line)))


def cargo_findings(project: Path, target: Path, *flags: str) -> dict[str, set[str]]:
    """Return the rendered findings of ``cargo clippy --all-targets``, by package."""
    text = _cargo(
        project,
        target,
        "clippy",
        "--all-targets",
        "--keep-going",
        "--message-format=json-diagnostic-rendered-ansi",
        *flags,
    )
    findings: dict[str, set[str]] = {}
    for line in text.splitlines():
        entry: dict[str, Any] = json.loads(line) if line.startswith("{") else {}
        if entry.get("reason") != "compiler-message":
            continue
        message = entry["message"]
        if not re.match(r"aborting due to|\d+ warnings? emitted", message["message"]):
            name = str(entry["manifest_path"]).rsplit("/", 2)[1]
            findings.setdefault(name, set()).add(message["rendered"])
    return findings


def _cargo(project: Path, target: Path, *words: str) -> str:
    cargo = shutil.which("cargo")
    assert cargo is not None
    env = {
        key: value for key, value in os.environ.items() if key == "CARGO_HOME" or not key.startswith(("CARGO", "RUST"))
    }
    env |= {"CARGO_TARGET_DIR": str(target), "CARGO_INCREMENTAL": "0"}
    command = [cargo, *words, "--workspace", "--offline", "--locked"]
    process = subprocess.run(
        command, cwd=project, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return process.stdout
