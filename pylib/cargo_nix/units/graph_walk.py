"""Walk Cargo's unit graph with the side of each unit: whether the features of its package are those for the host."""

from collections.abc import Iterable

from cargo_nix.cargo import UnitGraph, WireDependency, WireUnit

__all__ = ["Place", "end_of_edge", "is_host_code", "is_script", "place_units", "root_place"]

Place = tuple[int, bool]
"""The index of a unit, and whether the features of the unit are those of its package for the host.

Cargo resolves the features of both sides separately, also if the result is one unit. A build script has the features of
the library that it belongs to, and its dependencies are for the host.
"""


def is_host_code(unit: WireUnit) -> bool:
    """Return whether ``unit`` is a proc-macro, or a build script or its run."""
    return "proc-macro" in unit.target.kind or is_script(unit)


def is_script(unit: WireUnit) -> bool:
    """Return whether ``unit`` is a build script or its run."""
    return "custom-build" in unit.target.kind


def root_place(graph: UnitGraph, root: int) -> Place:
    """Return the place of the root ``root`` of ``graph``."""
    return root, "proc-macro" in graph.units[root].target.kind


def end_of_edge(graph: UnitGraph, place: Place, edge: WireDependency) -> Place:
    """Return the place at the end of ``edge`` of the unit at ``place``."""
    index, is_host = place
    unit, to = graph.units[index], graph.units[edge.index]
    if "proc-macro" in to.target.kind:
        return edge.index, True
    if unit.pkg_id == to.pkg_id or unit.mode == "run-custom-build":
        # A script belongs to its library, and runs that depend on each other to libraries that do.
        return edge.index, is_host
    return edge.index, is_host or is_script(unit)


def place_units(graph: UnitGraph, roots: Iterable[int]) -> set[Place]:
    """Return the places of all units that ``roots`` depend on, and of the roots themselves."""
    places: set[Place] = set()
    waiting = [root_place(graph, root) for root in roots]
    while waiting:
        place = waiting.pop()
        if place not in places:
            places.add(place)
            waiting += [end_of_edge(graph, place, edge) for edge in graph.units[place[0]].dependencies]
    return places
