"""Lines on rustc's standard error: diagnostics are shown as rendered, and macros may print anything."""

import io
import json
from contextlib import redirect_stderr
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.standalone import standalone_module

report: ModuleType = standalone_module("report")
findings: ModuleType = standalone_module("findings")

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
    assert report.show_diagnostics(line.encode() + b"\n", quiet=False) == shown
    assert capsys.readouterr().err == shown


def test_warnings_of_crates_are_left_out() -> None:
    lines = "\n".join([_diagnostic(), _diagnostic(level="error", rendered="error: no\n"), "said"]) + "\n"
    assert report.show_diagnostics(lines.encode(), quiet=True) == "error: no\nsaid\n"


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


@settings(max_examples=500, deadline=None)
@given(st.lists(lines, max_size=5), st.booleans())
def test_random_lines_are_no_error(parts: list[str], quiet: bool) -> None:  # noqa: FBT001 -- drawn
    text = "\n".join(parts)
    data = text.encode(errors="surrogatepass")
    # As Python's own standard error: a lone surrogate is no error.
    with redirect_stderr(io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")):
        shown = report.show_diagnostics(data, quiet=quiet)
        assert report.show_link_failure(data, {}, []) is False
    plain = [line for line in report.lines_of(data.decode(errors="replace")) if not line.startswith("{")]
    assert all(line + "\n" in shown for line in plain)
    assert all(isinstance(level, str) and isinstance(text, str) for level, text in findings.read_findings(text))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=40))
def test_random_bytes_are_no_error(data: bytes) -> None:
    report.parse_diagnostic("{" + data.decode(errors="replace"))
    report.parse_diagnostic(data.decode(errors="replace"))
