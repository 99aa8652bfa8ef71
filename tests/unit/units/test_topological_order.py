"""The order of units: dependencies first, ties by the key, a cycle with its path."""

import pytest

from cargo_nix.errors import UnitError
from cargo_nix.units.topological_order import topological_order


def _order(dependencies: list[list[int]], names: str) -> str:
    order = topological_order(dependencies, lambda index: (names[index],), lambda index: names[index])
    return "".join(names[index] for index in order)


def test_dependencies_come_first_and_ties_by_key() -> None:
    assert _order([[], [], [0], [1, 2]], "zbac") == "bzac"
    assert _order([[1], [], []], "abc") == "bac"


def test_a_cycle_is_shown() -> None:
    with pytest.raises(UnitError, match="the units have a dependency cycle") as caught:
        _order([[1], [0], []], "abc")
    assert set(caught.value.came.split(" <- ")) == {"a", "b"}
