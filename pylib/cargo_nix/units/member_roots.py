"""Members whose units in a joined graph are the units of the member alone."""

from collections.abc import Iterable, Sequence

from cargo_nix.units.join_units import Joined
from cargo_nix.units.lto import lto_of_units

__all__ = ["member_roots", "reached_units"]


def member_roots(joined: Joined, members: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return the roots of those ``members`` (names of packages) whose units are the same without other members.

    Cargo's graph below each member must be the graph of the member alone (``ask_members``). Other members may still
    change the link-time optimisation of shared libraries, and a dylib of a selected package contains Rust's standard
    library.
    """
    roots: dict[str, tuple[int, ...]] = {}
    for index in joined.roots:
        name = joined.packages[joined.units[index].package].name
        roots[name] = (*roots.get(name, ()), index)
    return {name: roots[name] for name in members if name in roots and _is_same(joined, roots[name])}


def _is_same(joined: Joined, roots: Sequence[int]) -> bool:
    package = joined.units[roots[0]].package
    lto = lto_of_units(joined.units, roots)
    for index in reached_units(joined, roots):
        unit = joined.units[index]
        is_dylib = not unit.is_test and "dylib" in unit.target.crate_types
        if is_dylib and unit.package != package and unit.package in joined.primary:
            return False
        if lto[index] != joined.lto[index]:
            return False
    return True


def reached_units(joined: Joined, roots: Iterable[int]) -> set[int]:
    """Return the indices of ``roots`` and of all units that the roots depend on."""
    reached: set[int] = set()
    waiting = list(roots)
    while waiting:
        index = waiting.pop()
        if index not in reached:
            reached.add(index)
            waiting += [edge.unit for edge in joined.units[index].edges]
    return reached
