"""The units of several commands, each once."""

from cargo_nix.plan.merge_plans import merge_plans
from support.plans import DOC, MAIN, TEST


def test_a_unit_of_two_commands_is_one_unit() -> None:
    merged = merge_plans({"main": MAIN, "test": TEST})
    assert [unit.identity for unit in merged.units] == ["base", "app", "more", "test"]
    assert [(unit.package, unit.closure, [e.unit for e in unit.externs]) for unit in merged.units] == [
        (0, [], []),
        (1, [0], [0]),
        (0, [], []),
        (1, [2, 0], [2, 0]),
    ]
    assert [package.id for package in merged.packages] == ["b", "a"]
    assert merged.commands["test"].units == [2, 0, 3]
    assert merged.commands["test"].roots == [3]


def test_of_the_documentation_only_pages_stay() -> None:
    merged = merge_plans({"main": MAIN, "doc": DOC})
    assert [unit.identity for unit in merged.units] == ["base", "app", "page"]
    assert (merged.units[2].closure, merged.units[2].externs) == ([], [])
    assert merged.commands["doc"].units == merged.commands["doc"].roots == [2]
