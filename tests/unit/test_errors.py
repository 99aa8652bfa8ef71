"""The form of a message."""

from cargo_nix.errors import CargoNixError, PlanError


def test_all_parts() -> None:
    error = PlanError(
        problem="the plan is of another schema",
        place="cargo-nix.json",
        expected="3",
        came="2",
        excerpt='"schema": 2\n          ^',
        ways_out=("write it again", "use the release that wrote it"),
    )
    assert str(error).splitlines() == [
        "error: the plan is of another schema",
        "  at: cargo-nix.json",
        "  expected: 3",
        "  got: 2",
        '  | "schema": 2',
        "  |           ^",
        "  ways out:",
        "    1. write it again",
        "    2. use the release that wrote it",
    ]


def test_the_problem_alone() -> None:
    assert str(CargoNixError(problem="it stopped")) == "error: it stopped"
