"""Compare every project of everything.txt, store the results, and print the table."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from conformance.case import Case, Result, run_case
from conformance.recorder import cache_directory

__all__ = ["read_cases", "read_fixture_cases", "run_everything"]

_LIST = Path(__file__).with_name("everything.txt")
_FIXTURES = Path(__file__).with_name("projects")
_COLUMNS = ("project", "flags", "units", "equal", "different", "seconds")


def read_cases(targets: Sequence[str] = ()) -> dict[str, Case]:
    """Return the cases of everything.txt by line, in the order of the file.

    With ``targets``, the result has each line without `--target` once for each target, and no other lines.
    """
    lines = [line.strip() for line in _LIST.read_text(encoding="utf-8").splitlines()]
    return _parse([line for line in lines if line and not line.startswith("#")], targets)


def read_fixture_cases(targets: Sequence[str] = ()) -> dict[str, Case]:
    """Return the cases of the fixture projects by line; ``targets`` as in ``read_cases``."""
    flags_by_project = {
        project: (project / "cases").read_text(encoding="utf-8").splitlines() for project in sorted(_FIXTURES.iterdir())
    }
    return _parse(
        [f"{project} {flags}" for project, all_flags in flags_by_project.items() for flags in all_flags], targets
    )


def _parse(lines: Sequence[str], targets: Sequence[str]) -> dict[str, Case]:
    with_targets = [f"{line} --target {target}" for target in targets for line in lines if "--target" not in line]
    parsed = {line: Case.parse(line.split()) for line in (with_targets if targets else lines)}
    return {line: case for line, case in parsed.items() if case is not None}


def run_everything(argv: Sequence[str]) -> int:
    """Compare all cases, or the cases that ``argv`` selects; return 1 if a unit differs or cargo fails."""
    parser = argparse.ArgumentParser(prog="dev/conformance --all")
    parser.add_argument("--only", action="append", metavar="TEXT", help="cases whose line in everything.txt has TEXT")
    parser.add_argument("--continue", dest="resume", action="store_true", help="keep the results of the last run")
    parser.add_argument("--target", action="append", default=[], metavar="TRIPLE", help="all lines with this target")
    parser.add_argument("--fixtures", action="store_true", help="the cases of the fixture projects")
    options = parser.parse_args(argv)
    read = read_fixture_cases if options.fixtures else read_cases
    cases = {
        line: case
        for line, case in read(options.target).items()
        if not options.only or any(text in line for text in options.only)
    }
    if not cases:
        sys.stderr.write(f"error: {_LIST.name} has no matching case\n")
        return 2
    earlier_results = _read_results() if options.resume else {}
    results = {}
    for line, case in cases.items():
        results[line] = earlier_results[line] if line in earlier_results else _run(line, case)
    sys.stdout.write(_table((cases[line], result) for line, result in results.items()))
    return int(any(result.error or result.different for result in results.values()))


def _run(line: str, case: Case) -> Result:
    result = run_case(case)
    summary = f"error: {result.error}" if result.error else result.summary()
    sys.stderr.write("".join(f"{text}\n" for text in (*result.lines, f"{line}: {summary}")))
    sys.stderr.flush()
    # Another run may have stored results in the meantime.
    _write_results({**_read_results(), line: result})
    return result


def _results_file() -> Path:
    return cache_directory() / "conformance" / "results.json"


def _read_results() -> dict[str, Result]:
    if not _results_file().exists():
        return {}
    rows = json.loads(_results_file().read_text(encoding="utf-8"))
    return {line: Result(**{**row, "lines": tuple(row["lines"])}) for line, row in rows.items()}


def _write_results(results: dict[str, Result]) -> None:
    file = _results_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.write_text(json.dumps({line: asdict(result) for line, result in results.items()}, indent=1), encoding="utf-8")
    new.replace(file)


def _table(rows: Iterable[tuple[Case, Result]]) -> str:
    """Return the results as a Markdown table, with a row of sums."""
    texts, finished = [], []
    for case, result in rows:
        row_start = [case.name, " ".join(f"`{flag}`" for flag in [" ".join(case.flags)])]
        if result.error:
            texts.append([*row_start, "stopped", "", "", f"{result.seconds:.0f}"])
        else:
            finished.append(result)
            texts.append([*row_start, *_counts(result)])
    total = Result(
        units=sum(result.units for result in finished),
        different=sum(result.different for result in finished),
        seconds=sum(result.seconds for result in finished),
    )
    texts.append(["all", "", *_counts(total)])
    widths = [max(len(row[column]) for row in [_COLUMNS, *texts]) for column in range(len(_COLUMNS))]
    rule = ["-" * widths[0], "-" * widths[1], *("-" * (width - 1) + ":" for width in widths[2:])]
    return "".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |\n"
        for row in [_COLUMNS, rule, *texts]
    )


def _counts(result: Result) -> list[str]:
    equal = result.units - result.different
    return [str(result.units), str(equal), str(result.different), f"{result.seconds:.0f}"]
