"""The page of timings is one file with a chart and a table."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

from cargo_nix.display.timing_page import timing_page
from cargo_nix.last_build.build_record import BuildRecord, TimedBuild

BUILDS = (
    TimedBuild(title="words", kind="helper", start=0.0, stop=0.5),
    TimedBuild(title="words v0.1.0 (lib)", kind="unit", start=0.5, stop=2.0, inputs=(0,)),
    TimedBuild(title='tally v0.1.0 (bin "tally")', kind="unit", start=2.0, stop=2.4, inputs=(0, 1), failed=True),
    TimedBuild(title="serde v1.0.0 (lib)", kind="unit", start=0.6, stop=1.0),
)
RECORD = BuildRecord(
    command="build", arguments=(".#a & b",), started=0.0, seconds=75.0, roots=("/nix/store/a.drv",), builds=BUILDS
)


class _Rows(HTMLParser):
    """The rows of all tables; unknown or unclosed tags are errors."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
        if tag not in {"meta", "line", "rect"}:
            self._open.append(tag)
        assert not {"src", "href"} & {name for name, _value in attrs}

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"line", "rect"}
        assert attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in {"td", "th"}:
            self.rows[-1][-1] += data


def _page() -> str:
    return timing_page(RECORD, "words <b>", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))


def test_the_tables() -> None:
    parser = _Rows()
    parser.feed(_page())
    assert parser.rows == [
        ["Command", "cargo-nix build .#a & b"],
        ["Started", "2026-01-02 03:04:05"],
        ["Total time", "1m 15s"],
        ["Built", "4 derivations, 3 of them units that rustc compiled"],
        ["Most builds at once", "2"],
        ["", "Unit", "Time", "Start", "Work", "Waited for"],
        ["1", "words v0.1.0 (lib)", "1.50s", "0.50s", "rustc", "words"],
        ["2", "words", "0.50s", "0.00s", "plan and scan", ""],
        ["3", "serde v1.0.0 (lib)", "0.40s", "0.60s", "rustc", ""],
        ["4", 'tally v0.1.0 (bin "tally")', "0.40s", "2.00s", "failed", "words v0.1.0 (lib)"],
    ]


def test_the_chart_has_a_bar_for_each_build() -> None:
    bars = re.findall(r'<rect x="([\d.]+)" y="(\d+)" width="([\d.]+)"', _page())
    assert bars == [
        ("0.0", "2", "208.3"),
        ("208.3", "24", "625.0"),
        ("250.0", "46", "166.7"),
        ("833.3", "68", "166.7"),
    ]
    assert "<title>Timings of words &lt;b&gt;</title>" in _page()
    assert "<script" not in _page()


def test_a_page_without_builds() -> None:
    page = timing_page(BuildRecord(command="build", arguments=(), started=0.0), "words", datetime.now(tz=UTC))
    assert "0 derivations" in page
