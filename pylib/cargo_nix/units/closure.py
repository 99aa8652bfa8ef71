"""The closure of a unit: the libraries that rustc may open for the unit.

The closure has all linkable dependencies, and their dependencies in turn. The metadata of a library refers to its
proc-macros, so rustc also opens proc-macros. But a proc-macro contains its own dependencies, so the closure ends there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cargo_nix.units.unit import Unit

__all__ = ["Closure", "linkable_closures"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Closure:
    """Indices of units whose libraries rustc finds with ``-L dependency``.

    ``own``: units for the platform of the unit; ``host``: units for the host, if the platform is another one.
    """

    own: tuple[int, ...]
    host: tuple[int, ...]


def linkable_closures(order: Iterable[int], units: Sequence[Unit]) -> list[Closure]:
    """Return the closures of ``units``, in the order of ``units``; each is sorted.

    ``order`` has the indices of all units, dependencies first.
    """
    closures: list[frozenset[int]] = [frozenset()] * len(units)
    for index in order:
        reached: set[int] = set()
        for edge in units[index].edges:
            dep = units[edge.unit]
            if dep.is_run or not dep.target.is_linkable:
                continue
            reached.add(edge.unit)
            if dep.target.kind != "proc-macro":
                reached |= closures[edge.unit]
        closures[index] = frozenset(reached)
    return [_split_by_platform(closures[index], units[index], units) for index in range(len(units))]


def _split_by_platform(reached: frozenset[int], unit: Unit, units: Sequence[Unit]) -> Closure:
    same_platform = tuple(sorted(index for index in reached if units[index].platform == unit.platform))
    return Closure(own=same_platform, host=tuple(sorted(reached.difference(same_platform))))
