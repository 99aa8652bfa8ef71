"""The committed plan of the plans of all commands."""

from cargo_nix.committed_request import commit_plans
from support.plans import BENCH, DOC, MAIN, TEST


def test_benches_are_left_out_without_a_bench() -> None:
    without = commit_plans({"main": MAIN, "test": TEST, "bench": MAIN, "doc": DOC}, "s", "00", None, [])
    assert sorted(without.commands) == ["doc", "main", "test"]
    with_bench = commit_plans({"main": MAIN, "test": BENCH, "bench": MAIN, "doc": DOC}, "s", "00", None, [])
    assert "bench" in with_bench.commands
