"""Run a compiled test with cargo-nextest, with a process for each test.

Nextest runs programs that another tool compiled ("reuse build"). Two files describe the program and the package, in the
formats of ``cargo nextest list --list-type binaries-only`` and ``cargo metadata``.

Source: nextest's book, "Reusing builds"; a run of cargo-nextest 0.9.151.
"""

from __future__ import annotations

import json
import os
import re
import sys

from run_environment import programs_beside, run_captured
from run_program import granted_cores
from verdict import tell_missing_file, tell_refusals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import TestAttributes

__all__ = ["run_with_nextest"]

# A line of a test: status, time, position in the queue.
_STATUS = re.compile(r"^ +(?P<word>[A-Z][A-Z0-9 -]*?) \[[^]]*\] (?:\([^)]*\) )?(?P<name>.*)$")
_SUMMARY = re.compile(r"^ +Summary \[[^]]*\] (?P<text>.*)$", re.MULTILINE)
_COUNTS = re.compile(r"(\d+) tests? run: ")
_BAD = re.compile(r"(\d+) (?:failed|exec failed|timed out)")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_KINDS = {"lib": "lib", "proc-macro": "proc-macro", "bin": "bin", "test": "test", "example": "example"}


def run_with_nextest(attrs: TestAttributes, program: str, env: dict[str, str], libdir: str) -> int:
    """Run ``program`` with nextest and print the result; return 0 if all tests pass, and 1 otherwise.

    ``env`` are the variables of `run_environment.test_env`, ``libdir`` is the directory of Rust's own libraries. The
    output of a green check has the status and name of each test, sorted.
    """
    top = os.environ["NIX_BUILD_TOP"]
    for name, content in (("cargo", _package(attrs)), ("binaries", _binaries(attrs, program, libdir))):
        with open(f"{top}/{name}-metadata.json", "w", encoding="utf-8") as file:
            json.dump(content, file)
    settings = ["--config-file", attrs["nextestConfig"]] if attrs["nextestConfig"] else []
    argv = [attrs["nextest"], "nextest", "run", "--no-pager", "--user-config-file", "none", *settings]
    argv += ["--binaries-metadata", top + "/binaries-metadata.json", "--cargo-metadata", top + "/cargo-metadata.json"]
    argv += ["--color", "always", "--show-progress", "none", "--no-fail-fast", "--no-tests", "pass"]
    argv += ["--status-level", "all", "--final-status-level", "none", "--failure-output", "final"]
    argv += [*attrs["nextestArgs"], "--", *attrs["arguments"]]
    nextest_env = {
        **env,
        "NEXTEST_TEST_THREADS": str(granted_cores()),
        "RUSTC": attrs["rustc"],
        "CARGO": attrs["cargo"],
    }
    code, log = run_captured(argv, nextest_env, attrs["manifestDir"])
    test_name = f"{attrs['packageName']} ({attrs['flags']})"
    plain = _COLOUR.sub("", log)
    summaries = _SUMMARY.findall(plain)
    if code == 0:
        print(f"{test_name}: {summaries[-1] if summaries else 'ok'}", file=sys.stderr)
        with open(attrs["outputs"]["out"], "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in sorted(_verdicts(plain))))
        return 0
    print(f"error: {_problem(code, summaries)} in {test_name}\n", file=sys.stderr)
    print(_failing_part(log), file=sys.stderr)
    tell_refusals(plain, attrs["packageName"])
    tell_missing_file(attrs, plain, attrs["cwd"], programs_beside(attrs))
    return 1


def _problem(code: int, summaries: list[str]) -> str:
    counts = _COUNTS.match(summaries[-1]) if summaries else None
    if counts is None:
        return f"nextest failed with exit code {code}"
    failed = sum(int(number) for number in _BAD.findall(summaries[-1]))
    return f"{failed} of {counts[1]} tests failed"


def _verdicts(plain: str) -> list[str]:
    return [f"{match['word']} {match['name']}" for line in plain.splitlines() if (match := _STATUS.match(line))]


def _failing_part(log: str) -> str:
    """Return ``log`` without the lines of passed and skipped tests, and without the lines up to the summary."""
    lines = log.splitlines()
    shown_lines = []
    for line in lines:
        status = _STATUS.match(_COLOUR.sub("", line))
        if status and status["word"] in {"PASS", "SKIP"}:
            continue
        shown_lines.append(line)
    start = next((n for n, line in enumerate(shown_lines) if "Summary [" in _COLOUR.sub("", line)), 0)
    after_summary = shown_lines[start + 1 :] or shown_lines
    while after_summary and _COLOUR.sub("", after_summary[-1]) == "error: test run failed":
        after_summary.pop()
    return "\n".join(after_summary).strip("\n")


def _id(attrs: TestAttributes) -> str:
    return f"path+file://{attrs['manifestDir']}#{attrs['packageName']}@{attrs['packageVersion']}"


def _package(attrs: TestAttributes) -> dict[str, object]:
    """Return ``cargo metadata`` of a workspace with only the package of the test.

    Nextest sets the variables CARGO_PKG_* from this description.
    """
    env, key = attrs["packageEnv"], _id(attrs)
    described = {
        name: env.get(f"CARGO_PKG_{name.upper()}") or None
        for name in ("description", "homepage", "repository", "license", "license_file", "readme", "rust_version")
    }
    package: dict[str, object] = {
        "name": attrs["packageName"],
        "version": attrs["packageVersion"],
        "id": key,
        "source": None,
        "dependencies": [],
        "targets": [],
        "features": {},
        "manifest_path": attrs["manifestDir"] + "/Cargo.toml",
        "authors": [name for name in env.get("CARGO_PKG_AUTHORS", "").split(":") if name],
        "categories": [],
        "keywords": [],
        "edition": attrs["unit"]["edition"],
        **described,
    }
    return {
        "packages": [package],
        "workspace_members": [key],
        "workspace_default_members": [key],
        "resolve": {"nodes": [{"id": key, "dependencies": [], "deps": [], "features": []}], "root": key},
        "target_directory": os.environ["NIX_BUILD_TOP"] + "/target",
        "version": 1,
        "workspace_root": attrs["manifestDir"],
        "metadata": None,
    }


def _binaries(attrs: TestAttributes, program: str, libdir: str) -> dict[str, object]:
    unit, key, target = attrs["unit"], _id(attrs), os.environ["NIX_BUILD_TOP"] + "/target"
    profile = os.path.relpath(program.rsplit("/", 2)[0], target)
    host = {
        "platform": {"triple": attrs["host"], "target-features": "unknown"},
        "libdir": {"status": "available", "path": libdir},
    }
    kind, name = _KINDS[unit["kind"]], unit["target"]
    suffix = {"lib": "", "proc-macro": "", "test": f"::{name}"}.get(kind, f"::{kind}/{name}")
    programs = [
        # The path that the test knows: nextest sets CARGO_BIN_EXE_* to this path.
        {"name": name, "kind": "bin-exe", "path": path, "build-platform": "target"}
        for name, path in attrs["bins"].items()
    ]
    binary = {
        "binary-id": attrs["packageName"] + suffix,
        "binary-name": name,
        "package-id": key,
        "kind": kind,
        "binary-path": program,
        "build-platform": "target",
    }
    return {
        "rust-build-meta": {
            "target-directory": target,
            "build-directory": target,
            "base-output-directories": [profile],
            "non-test-binaries": {key: programs} if programs else {},
            "build-script-out-dirs": {},
            "linked-paths": [],
            "platforms": {"host": host, "targets": []},
            "target-platforms": [host["platform"]],
            "target-platform": None,
        },
        "rust-binaries": {binary["binary-id"]: binary},
    }
