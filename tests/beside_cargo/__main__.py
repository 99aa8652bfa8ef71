"""``dev/beside-cargo [CASE…]``: a table of cases: the answers of Cargo and of cargo-nix, and their processor time."""

import argparse
import re
import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from beside_cargo.cargo_answers import ask_cargo
from beside_cargo.case import Answer, Case, Refused, agrees, copy_case
from beside_cargo.nix_answers import ask_nix
from beside_cargo.table import CASES

__all__ = ["main"]

_T = TypeVar("_T")
_STORE_HASH = re.compile(r"/nix/store/\w{32}")


def main(argv: Sequence[str]) -> int:
    """Print a row for each case in ``argv``, or for all cases; return 1 if cargo-nix gives a wrong answer."""
    parser = argparse.ArgumentParser(prog="dev/beside-cargo", description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="CASE", help="a row of tests/beside_cargo/table.py, or its project")
    selected = set(parser.parse_args(argv).cases)
    unknown = selected - CASES.keys() - {case.project for case in CASES.values()}
    if unknown:
        parser.error(f"unknown case: {', '.join(sorted(unknown))}")
    _show("| case | cargo | cargo-nix | the same | cargo cpu | cargo-nix cpu |\n| --- | --- | --- | --- | --- | --- |")
    wrong = [
        name
        for name, case in CASES.items()
        if (not selected or {name, case.project} & selected) and not _compare(name, case)
    ]
    return int(bool(wrong))


def _compare(name: str, case: Case) -> bool:
    with tempfile.TemporaryDirectory(prefix="beside-cargo-") as scratch:
        copies = [copy_case(case, Path(scratch) / side) for side in ("cargo", "nix")]
        cargos, cargo_seconds = _timed(lambda: ask_cargo(case, copies[0]))
        ours, our_seconds = _timed(lambda: ask_nix(case, copies[1]))
    same = all(agrees(expected, actual) for expected, actual in zip(case.answers_of_nix, ours, strict=True))
    cells = (
        name,
        f"{_cells(cargos.before, cargos.after)}{' (from nothing)' if case.stale else ''}",
        _cells(*ours),
        "yes" if same else "no",
        f"{cargo_seconds:.1f} s",
        f"{our_seconds:.1f} s",
    )
    _show(f"| {' | '.join(cells)} |")
    return same


def _timed(action: Callable[[], _T]) -> tuple[_T, float]:
    """Return the result of ``action`` and the processor seconds of its child processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = action()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return result, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _cells(before: Answer, after: Answer) -> str:
    cells = dict.fromkeys(_cell(answer).replace("|", "\\|") for answer in (before, after))
    return ", then ".join(cells) if len(cells) > 1 else f"{cells.popitem()[0]} both times"


def _cell(answer: Answer) -> str:
    if isinstance(answer, Refused):
        lines = answer.text.strip().splitlines()
        error = next((line for line in lines if "error" in line), lines[-1])
        return f"refused: {_STORE_HASH.sub('…', error.strip())}"
    return f"`{' / '.join(answer.splitlines())}`"


def _show(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
