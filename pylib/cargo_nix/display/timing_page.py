"""The page of ``cargo-nix timings``: which unit took how long, as Cargo's ``--timings`` shows it.

The page is one file without scripts and without links to other files.
"""

import html
from collections.abc import Sequence
from datetime import datetime

from cargo_nix.display.build_face import elapsed_text
from cargo_nix.last_build.build_record import BuildRecord, TimedBuild

__all__ = ["timing_page"]

_ROW = 22
_LABEL_SPACE = 4
_WIDTH = 1000
_MARGIN = 24
_TICKS = 10
_COLOURS = {"unit": "#95cce8", "script": "#f0b165", "test": "#a9dfa5", "lint": "#d8c5ec", "check": "#d8c5ec"}
_OTHER_COLOUR = "#cfcfcf"
_FAILED_COLOUR = "#e88a8a"
_WORDS = {
    "unit": "rustc",
    "script": "build script",
    "test": "test",
    "lint": "clippy",
    "check": "check",
    "package": "package",
    "crate": "crate",
    "helper": "plan and scan",
    "other": "other derivation",
}
_STYLE = """
body { font: 14px sans-serif; margin: 2em; color: #222; background: #fff; }
table { border-collapse: collapse; margin: 1em 0; }
td, th { padding: 3px 10px; text-align: left; border-bottom: 1px solid #ddd; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.chart { overflow-x: auto; border: 1px solid #ddd; }
text { font: 12px sans-serif; fill: #222; }
.tick { stroke: #e4e4e4; }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #1b1b1b; }
  .chart text.time { fill: #ddd; }
  .tick, td, th, .chart { stroke: #444; border-color: #444; }
}
"""


def timing_page(record: BuildRecord, project: str, zone_time: datetime) -> str:
    """Return the HTML page about the builds of ``record``.

    ``project`` is the name of the project, and ``zone_time`` the start of the build in the reader's time zone.
    """
    builds = sorted(record.builds, key=lambda build: (build.start, build.stop))
    command = " ".join(["cargo-nix", record.command, *record.arguments])
    units = sum(build.kind == "unit" for build in builds)
    facts = [
        ("Command", command),
        ("Started", zone_time.strftime("%Y-%m-%d %H:%M:%S")),
        ("Total time", elapsed_text(record.seconds)),
        ("Built", f"{len(builds)} derivations, {units} of them units that rustc compiled"),
        ("Most builds at once", str(_most_at_once(builds))),
    ]
    fact_rows = "".join(f"<tr><th>{name}</th><td>{html.escape(value)}</td></tr>" for name, value in facts)
    title = f"Timings of {html.escape(project)}"
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<table>{fact_rows}</table>\n"
        f"{_legend(builds)}\n{_chart(builds)}\n{_table(record.builds)}\n</body>\n</html>\n"
    )


def _colour(build: TimedBuild) -> str:
    return _FAILED_COLOUR if build.failed else _COLOURS.get(build.kind, _OTHER_COLOUR)


def _legend(builds: Sequence[TimedBuild]) -> str:
    kinds = {_words_of(build): _colour(build) for build in builds}
    marks = (f'<span style="background:{colour}">&emsp;</span> {words}' for words, colour in sorted(kinds.items()))
    return f"<p>{' &emsp; '.join(marks)}</p>"


def _words_of(build: TimedBuild) -> str:
    return "failed" if build.failed else _WORDS.get(build.kind, build.kind)


def _chart(builds: Sequence[TimedBuild]) -> str:
    """Return the bars over time: one row for each build, the earliest first."""
    end = max((build.stop for build in builds), default=0.0) or 1.0
    scale = _WIDTH / end
    height = _ROW * len(builds) + _MARGIN
    parts = []
    for tick in range(_TICKS + 1):
        x = _WIDTH * tick / _TICKS
        parts.append(f'<line class="tick" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height - _MARGIN}"/>')
        parts.append(f'<text class="time" x="{x:.1f}" y="{height - 6}">{end * tick / _TICKS:.1f}s</text>')
    for row, build in enumerate(builds):
        x, y, width = build.start * scale, row * _ROW + 2, max(1.0, (build.stop - build.start) * scale)
        label = html.escape(f"{build.title} {build.stop - build.start:.1f}s")
        bar = f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_ROW - 4}" rx="2" fill="{_colour(build)}"/>'
        parts.append(f"<g><title>{label}: from {build.start:.2f}s to {build.stop:.2f}s</title>{bar}")
        parts.append(f'<text class="time" x="{x + _LABEL_SPACE:.1f}" y="{y + _ROW - 9}">{label}</text></g>')
    # Labels of late bars reach behind the last bar.
    width = _WIDTH + 400
    return f'<div class="chart"><svg width="{width}" height="{height}" role="img">{"".join(parts)}</svg></div>'


def _table(builds: Sequence[TimedBuild]) -> str:
    """Return the table of all builds, the longest first, with the inputs that ended last before each."""
    rows = []
    for number, build in enumerate(sorted(builds, key=lambda build: build.start - build.stop), 1):
        waited = max((builds[position] for position in build.inputs), key=lambda item: item.stop, default=None)
        cells = (html.escape(build.title), _words_of(build), html.escape(waited.title) if waited else "")
        rows.append(
            f'<tr><td class="number">{number}</td><td>{cells[0]}</td>'
            f'<td class="number">{build.stop - build.start:.2f}s</td><td class="number">{build.start:.2f}s</td>'
            f"<td>{cells[1]}</td><td>{cells[2]}</td></tr>"
        )
    head = (
        '<tr><th class="number"></th><th>Unit</th><th class="number">Time</th><th class="number">Start</th>'
        "<th>Work</th><th>Waited for</th></tr>"
    )
    return f"<table>\n{head}\n{chr(10).join(rows)}\n</table>"


def _most_at_once(builds: Sequence[TimedBuild]) -> int:
    changes = sorted([(build.start, 1) for build in builds] + [(build.stop, -1) for build in builds])
    most = now = 0
    for _time, change in changes:
        now += change
        most = max(most, now)
    return most
