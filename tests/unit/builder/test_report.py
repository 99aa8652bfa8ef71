"""What a unit's derivation prints."""

import io
import json
from contextlib import redirect_stderr
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.random_inputs import count_inputs, examples
from support.standalone import standalone_module

REPORT, FINDINGS = map(standalone_module, ("report", "findings"))

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
        "rendered": "",
        "message": "linking with `cc` failed: exit status: 1",
        "children": [{"message": "/usr/bin/ld: cannot find -lz: No such file or directory"}],
    }
    assert report.show_link_failure(json.dumps(message).encode(), attrs, [])
    assert "error: a-sys links the library `z`" in capsys.readouterr().err


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


DIAGNOSTIC = {"message": "unused", "level": "warning", "rendered": "warning: unused\n", "children": []}


def _diagnostic(**changes: object) -> str:
    return json.dumps({**DIAGNOSTIC, **changes}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (_diagnostic(), "warning: unused\n"),
        (_diagnostic(rendered="two\nlines\n"), "two\nlines\n"),
        # rustc's JSON has these characters as they are: they end no line.
        (_diagnostic(rendered="a\u2028b\u0085c\n"), "a\u2028b\u0085c\n"),
        ('{"$message_type":"artifact","artifact":"/a","emit":"link"}', ""),
        ('{"$message_type":"future_incompat","future_incompat_report":[]}', ""),
        ("text", "text\n"),
        ("", "\n"),
        ('{"message": null}', '{"message": null}\n'),
        ('{"message": {"text": "hello"}, "level": "info"}', '{"message": {"text": "hello"}, "level": "info"}\n'),
        (_diagnostic(rendered=1), _diagnostic(rendered=1) + "\n"),
        (_diagnostic(level=None), _diagnostic(level=None) + "\n"),
        (_diagnostic(children=None), "warning: unused\n"),
        (_diagnostic(children=[None, {"message": 1}]), "warning: unused\n"),
        ('{"a": ' + "9" * 10_000 + "}", '{"a": ' + "9" * 10_000 + "}\n"),
        ("{" + "[" * 100_000, "{" + "[" * 100_000 + "\n"),
        ('{"a":' * 100_000, '{"a":' * 100_000 + "\n"),
        ("{}", "{}\n"),
        ("{", "{\n"),
        ("[1]", "[1]\n"),
    ],
    ids=range(19),
)
def test_lines(line: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert REPORT.show_diagnostics(line.encode() + b"\n", quiet=False) == shown
    assert capsys.readouterr().err == shown


def test_warnings_of_crates_are_left_out() -> None:
    lines = "\n".join([_diagnostic(), _diagnostic(level="error", rendered="error: no\n"), "said"]) + "\n"
    assert REPORT.show_diagnostics(lines.encode(), quiet=True) == "error: no\nsaid\n"


keys = st.sampled_from(["message", "level", "rendered", "children", "$message_type", "spans", "code"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=8,
)
lines = st.one_of(
    values.map(json.dumps),
    st.dictionaries(keys, values, max_size=6).map(json.dumps),
    st.dictionaries(keys, values, max_size=6).map(lambda value: json.dumps(value, ensure_ascii=False)[:-1]),
    st.builds(lambda changes: _diagnostic(**changes), st.dictionaries(keys, values, max_size=2)),
    st.text(max_size=12),
)


@examples(500)
@given(st.lists(lines, max_size=5), st.booleans())
def test_random_lines_are_no_error(parts: list[str], quiet: bool) -> None:  # noqa: FBT001 -- drawn
    count_inputs(len(parts))
    text = "\n".join(parts)
    data = text.encode(errors="surrogatepass")
    # As Python's own standard error: a lone surrogate is no error.
    with redirect_stderr(io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")):
        shown = REPORT.show_diagnostics(data, quiet=quiet)
        assert REPORT.show_link_failure(data, {}, []) is False
    plain = [line for line in REPORT.lines_of(data.decode(errors="replace")) if not line.startswith("{")]
    assert all(line + "\n" in shown for line in plain)
    assert all(isinstance(level, str) and isinstance(text, str) for level, text in FINDINGS.read_findings(text))


@examples(300)
@given(st.binary(max_size=40))
def test_random_bytes_are_no_error(data: bytes) -> None:
    count_inputs(2)
    REPORT.parse_diagnostic("{" + data.decode(errors="replace"))
    REPORT.parse_diagnostic(data.decode(errors="replace"))
