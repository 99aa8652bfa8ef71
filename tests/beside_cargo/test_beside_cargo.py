"""Projects after public bug reports: Cargo and cargo-nix give the same answer, before and after an edit.

A case with a wrong result today has a strict mark; remove the mark when the case passes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from beside_cargo.cargo_answers import ask_cargo
from beside_cargo.case import agrees, copy_case
from beside_cargo.nix_answers import ask_nix
from beside_cargo.table import CASES
from support.nix import needs_nix

pytestmark = [needs_nix, pytest.mark.nix]


def _cases(*, of_nix: bool) -> Iterator[ParameterSet]:
    for name, case in CASES.items():
        # A case with registry crates compiles for minutes: run these cases with -m long.
        marks = [pytest.mark.network, pytest.mark.long] if case.registry else []
        if of_nix and case.wrong:
            marks.append(pytest.mark.xfail(reason=case.wrong, raises=AssertionError, strict=True))
        yield pytest.param(name, marks=marks, id=name.replace(" ", "-"))


@pytest.mark.parametrize("name", list(_cases(of_nix=False)))
def test_cargo(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    answers = ask_cargo(case, copy_case(case, tmp_path))
    assert agrees(case.before, answers.before), answers.before
    assert agrees(case.before if case.stale else case.after, answers.again), answers.again
    assert agrees(case.after, answers.after), answers.after


@pytest.mark.parametrize("name", list(_cases(of_nix=True)))
def test_nix(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    before, after = ask_nix(case, copy_case(case, tmp_path))
    assert agrees(case.answers_of_nix[0], before), before
    assert agrees(case.answers_of_nix[1], after), after
