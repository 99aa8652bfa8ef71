"""The state of a build, from recorded logs of Nix 2.34."""

import json
from pathlib import Path

import pytest

from cargo_nix.nix_log.derivation import derivation_name
from cargo_nix.nix_log.nix_build import Event, NixBuild, plain_text
from support.derivations import fake_hash

LOGS = Path(__file__).parent / "logs"
DRV = f"/nix/store/{fake_hash('a')}-words-0.1.0.drv"


def read_log(name: str) -> tuple[NixBuild, list[tuple[str, str]]]:
    """Return the build of the log ``name``, and its events with names for paths."""
    build, events = NixBuild(), list[tuple[str, str]]()
    for seconds, line in enumerate((LOGS / f"{name}.log").read_text(encoding="utf-8").splitlines(keepends=True)):
        event = build.read_line(line, float(seconds))
        if event is not None:
            events.append((event.kind, derivation_name(event.text) if event.text.startswith("/nix") else event.text))
    return build, events


def nix_line(**event: object) -> str:
    """Return a line of Nix."""
    return f"@nix {json.dumps(event)}\n"


def test_a_build_with_a_warning() -> None:
    build, events = read_log("build")
    names = [name for kind, name in events if kind == "started"]
    assert names == [
        *("cargo-nix-plan", "tally-facts", "words-facts", "file-sets"),
        *("words-0.1.0", "tally-0.1.0-build-script", "tally-0.1.0-build-script-run", "tally-0.1.0-bin-tally", "tally"),
    ]
    assert sorted(name for kind, name in events if kind == "stopped") == sorted(names)
    assert {kind for kind, _name in events} == {"started", "stopped"}
    assert (build.done, build.total, build.running, build.failures) == (9, 9, [], {})
    assert len(build.announced) == 5
    ((drv, lines),) = build.logs.items()
    assert derivation_name(drv) == "words-0.1.0"
    assert plain_text(lines[0]) == "warning: unused variable: `unused`"
    span = build.spans[drv]
    assert span.stop is not None
    assert span.start < span.stop


def test_a_unit_that_fails_is_no_error_of_nix() -> None:
    build, events = read_log("error")
    assert [derivation_name(drv) for drv in build.failures] == ["words-0.1.0"]
    assert [event for event in events if event[0] in {"message", "error"}] == []
    assert (build.done, build.total) == (3, 5)


def test_several_failures() -> None:
    build, events = read_log("test")
    assert sorted(derivation_name(drv) for drv in build.failures) == ["words-clippy", "words-test"]
    assert [event for event in events if event[0] in {"message", "error"}] == []


@pytest.mark.parametrize(
    "message",
    [
        f"Cannot build '{DRV}'.\nReason: builder failed with exit code 1.",
        f"builder for '{DRV}' failed with exit code 1;\nlast 10 log lines:\n> error",
    ],
)
def test_failures_of_other_versions_of_nix(message: str) -> None:
    build = NixBuild()
    assert build.read_line(nix_line(action="msg", level=0, msg=f"error: {message}", raw_msg=message), 0) is None
    assert build.failures == {DRV: f"error: {message}"}


@pytest.mark.parametrize(
    "message",
    [
        f"Cannot build '{DRV}'.\nReason: 2 dependencies failed.",
        f"1 dependencies of derivation '{DRV}' failed to build",
        f"build of '{DRV}^out' failed",
        f"build of resolved derivation '{DRV}' failed",
    ],
)
def test_consequences_of_failures_are_not_shown(message: str) -> None:
    build = NixBuild()
    assert build.read_line(nix_line(action="msg", level=0, msg=f"error: {message}", raw_msg=message), 0) is None
    assert build.failures == {}


@pytest.mark.parametrize(
    "message",
    [
        f"Cannot build '{DRV}'.\nReason: builder produced no output.",
        "attribute 'x' missing",
        f"hash mismatch in fixed-output derivation '{DRV}'",
    ],
)
def test_other_errors_are_whole(message: str) -> None:
    text = f"\x1b[31;1merror:\x1b[0m\n  … while evaluating\n{message}"
    line = nix_line(action="msg", level=0, msg=text, raw_msg=message)
    assert NixBuild().read_line(line, 0) == Event("error", text)


def test_messages() -> None:
    build = NixBuild()
    warning = nix_line(action="msg", level=1, msg="warning: dirty")
    assert build.read_line(warning, 0) == Event("message", "warning: dirty")
    assert build.read_line("a line of another program\n", 0) == Event("message", "a line of another program")
    assert build.read_line(nix_line(action="msg", level=4, msg="evaluating file"), 0) is None


def test_downloads() -> None:
    build, path = NixBuild(), f"/nix/store/{fake_hash('b')}-serde-1.0.0"
    assert build.read_line(nix_line(action="start", type=108, id=1, fields=[path, "https://cache"]), 0) is None
    assert build.downloading == 1
    assert build.read_line(nix_line(action="stop", id=1), 1) == Event("downloaded", path)
    assert (build.downloading, build.downloads) == (0, [path])


def test_a_build_in_progress() -> None:
    build = NixBuild()
    build.read_line(nix_line(action="msg", level=3, msg=f"  {DRV}"), 0)
    assert (build.done, build.total, build.running) == (0, 1, [])
    assert build.read_line(nix_line(action="start", type=105, id=1, fields=[DRV, "", 1, 1]), 2) == Event("started", DRV)
    assert (build.done, build.total, build.running) == (0, 1, [DRV])
