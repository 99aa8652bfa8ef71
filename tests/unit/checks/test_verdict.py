"""The lines about what a failed test misses."""

from types import ModuleType

import pytest

from support.standalone import standalone_module

verdict: ModuleType = standalone_module("verdict")

WRITABLE = "`packageOverrides.app.test.writable = true;`"
DRIVER = "`wasmBindgen.driver = pkgs.chromedriver;`"
TOOLS = "`packageOverrides.app.test.inputs = [ pkgs.cargo pkgs.rustc ];`"


@pytest.mark.parametrize(
    ("log", "lines"),
    [
        ("thread 'a' panicked at src/lib.rs:1:1:\nno", []),
        ("Permission denied (os error 13)", [WRITABLE]),
        ("panicked at /crates/trybuild-1.0.122/src/run.rs:63:13:\ntests failed", [TOOLS]),
        ("PermissionDenied\npanicked at /crates/trybuild-1.0.122/src/run.rs:63:13:", [WRITABLE, TOOLS]),
        ("error: could not execute process `rustc -vV` (never executed)", [TOOLS]),
        ("error: could not execute process `git log` (never executed)", []),
        ("could not read /crates/trybuild/notes", []),
        ("Error: failed to find a suitable WebDriver binary or remote running WebDriver", [DRIVER]),
    ],
)
def test_what_a_test_misses(log: str, lines: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    verdict.tell_refusals(log, "app")
    error = capsys.readouterr().err
    assert [text for text in (WRITABLE, TOOLS, DRIVER) if text in error] == lines
