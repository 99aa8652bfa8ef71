"""One committed plan of several systems."""

from cargo_nix.committed_request import commit_plans
from cargo_nix.plan.committed_schema import CommittedPlan
from cargo_nix.plan.join_systems import join_systems, plan_of_system
from cargo_nix.plan.schema import Plan
from support.plans import MAIN, TEST


def _committed(system: str, main: Plan = MAIN, test: Plan = TEST) -> CommittedPlan:
    plans = {"main": main.model_copy(update={"host": system}), "test": test}
    return commit_plans(plans, system, "00", None, [])


def test_a_single_system_has_no_differences() -> None:
    plan = _committed("a")
    assert join_systems([plan]) == plan


def test_equal_plans_are_only_names() -> None:
    joined = join_systems([_committed("a"), _committed("b")])
    part = joined.systems["b"]
    assert (joined.more_units, joined.more_packages, part.changes) == ([], [], [])
    assert part.units == [(0, 4)]
    assert part.commands == {"main": None, "test": None}
    assert plan_of_system(joined, "b") == _committed("b")


def _with_unit(plan: Plan) -> Plan:
    """Return ``plan`` with a further unit in the middle, which its last unit links."""
    base, app = plan.units
    more = base.model_copy(update={"identity": "platform", "name": "platform", "env": {"HOST": "c"}})
    last = app.model_copy(update={"identity": "other app", "closure": [0, 1], "files": ["x.dylib"]})
    return plan.model_copy(update={"units": [base, more, last], "roots": [2]})


def test_units_of_one_system_follow_and_others_change() -> None:
    plan = _committed("c", _with_unit(MAIN))
    joined = join_systems([_committed("a"), _committed("b"), plan])
    assert [unit.identity for unit in joined.units] == ["base", "app", "more", "test"]
    assert [unit.identity for unit in joined.more_units] == ["platform"]
    part = joined.systems["c"]
    # The units are in the order of their own plan: `app` depends on the new unit.
    assert part.units == [(0, 1), (4, 1), (1, 3)]
    assert part.changes == [
        ({"identity": "other app"}, [1]),
        # In these plans, the name of a unit is its identity. An identity of Cargo is a hash.
        ({"name": "app"}, [1]),
        ({"files": ["x.dylib"]}, [1]),
        ({"closure": [0, 4]}, [1]),
    ]
    command = part.commands["main"]
    assert command is not None
    assert (command.units, command.roots) == ([0, 4, 1], [1])
    assert plan_of_system(joined, "c") == plan
    assert plan_of_system(joined, "b") == _committed("b")
    assert plan_of_system(joined, "a") == _committed("a")
