"""The output of Rust's test harness."""

import pytest

from cargo_nix.checks.libtest import count_tests, failing_part, summarise_results, without_times

PASSED = """
running 2 tests
test b ... ok
test a ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.03s

all doctests ran in 1.20s; merged doctests compilation took 0.90s
"""
FAILED = """
running 1 test
test c ... FAILED

failures:

---- c stdout ----
boom

failures:
    c

test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
"""


@pytest.mark.parametrize(("log", "counts"), [(PASSED, (2, 0)), (PASSED + FAILED, (2, 1)), ("no harness\n", None)])
def test_counts(log: str, counts: tuple[int, int] | None) -> None:
    assert count_tests(log) == counts


def test_a_summary_of_all_runs() -> None:
    assert summarise_results(PASSED + FAILED) == (
        "ok. 2 passed; 0 failed; 0 ignored; 0 measured; 1 filtered out; "
        "FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out"
    )
    assert summarise_results("") == ""


def test_the_part_that_tells_of_failures() -> None:
    assert failing_part(FAILED).startswith("---- c stdout ----\nboom")
    assert failing_part("panicked\n") == "panicked"


def test_two_runs_give_the_same_text() -> None:
    other = PASSED.replace("0.03s", "1.50s").replace("test b ... ok\ntest a ... ok", "test a ... ok\ntest b ... ok")
    assert without_times(other) == without_times(PASSED)
    assert "doctests ran" not in without_times(PASSED)
