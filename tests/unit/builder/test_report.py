"""What a unit's derivation prints."""

import json
from types import ModuleType

import pytest

from support.standalone import standalone_module

WARNING = {"$message_type": "diagnostic", "level": "warning", "message": "w", "rendered": "warning: w\n"}
ERROR = {"$message_type": "diagnostic", "level": "error", "message": "e", "rendered": "error: e\n"}
ARTIFACT = {"$message_type": "artifact", "artifact": "/out/liba.rlib"}
SCRIPT = {
    "packageName": "a-sys",
    "packageVersion": "1.0.0",
    "unit": {"env": {}},
    "member": False,
    "manifestDir": "/s",
}


@pytest.fixture(scope="module", name="report")
def _report() -> ModuleType:
    # It imports these when something has failed.
    for name in ("link_hint", "missing_file", "native_hint"):
        standalone_module(name)
    return standalone_module("report")


def _messages(*messages: dict[str, str]) -> bytes:
    return "".join(json.dumps(message, separators=(",", ":")) + "\n" for message in messages).encode()


@pytest.mark.parametrize(("quiet", "expected"), [(False, "warning: w\nerror: e\n"), (True, "error: e\n")])
def test_diagnostics_as_rustc_renders_them(
    report: ModuleType, capsys: pytest.CaptureFixture[str], expected: str, *, quiet: bool
) -> None:
    printed = report.show_diagnostics(_messages(WARNING, ARTIFACT, ERROR), quiet=quiet)
    assert capsys.readouterr().err == printed == expected


def test_other_lines_are_printed_as_they_are(report: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert report.show_diagnostics(b"query stack\n{ no json\n", quiet=False) == "query stack\n{ no json\n"
    assert capsys.readouterr().err == "query stack\n{ no json\n"


def test_a_failed_link_has_the_entry(report: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    attrs = {**SCRIPT, "src": "/s", "cwd": "/s", "unit": {"kind": "bin", "target": "tool"}}
    message = {
        "level": "error",
        "message": "linking with `cc` failed: exit status: 1",
        "children": [{"message": "/usr/bin/ld: cannot find -lz: No such file or directory"}],
    }
    assert report.show_link_failure(json.dumps(message).encode(), attrs, [])
    assert "error: a-sys is linked with the library `z`" in capsys.readouterr().err


def test_other_errors_are_no_failed_link(report: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert not report.show_link_failure(_messages(ERROR), SCRIPT, [])
    assert capsys.readouterr().err == ""


def test_a_failed_script_has_both_streams(report: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    report.show_script_failure(SCRIPT, 101, b"cargo:rustc-cfg=x\n", b"panicked\n")
    lines = capsys.readouterr().err.splitlines()
    assert lines[:6] == [
        "error: failed to run custom build command for `a-sys v1.0.0`",
        "  exit code: 101",
        "  --- stdout",
        "  cargo:rustc-cfg=x",
        "  --- stderr",
        "  panicked",
    ]
    assert lines[6].startswith("error: ")
