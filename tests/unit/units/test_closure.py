"""Which libraries rustc may open for a unit."""

from cargo_nix.units.closure import Closure, linkable_closures
from support.graph_units import make_unit


def test_libraries_in_turn_and_macros_without_theirs() -> None:
    units = [
        make_unit("lib"),
        make_unit("proc-macro", 0),
        make_unit("lib", 0, 1),
        make_unit("bin", 2),
        make_unit("custom-build", mode="run-custom-build"),
        make_unit("lib", 4, 3),
    ]
    closures = linkable_closures(range(len(units)), units)
    assert [closure.own for closure in closures] == [(), (0,), (0, 1), (0, 1, 2), (), ()]
    assert all(closure.host == () for closure in closures)


def test_macros_are_the_hosts_where_a_target_is_given() -> None:
    units = [make_unit("proc-macro"), make_unit("lib", platform="wasm"), make_unit("bin", 0, 1, platform="wasm")]
    assert linkable_closures(range(3), units)[2] == Closure(own=(1,), host=(0,))
