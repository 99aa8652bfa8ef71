"""Which units' files rustc may open for a unit: its linkable dependencies, their own in turn, no further.

A proc-macro is opened by every crate that reads its dependents' metadata, but nobody opens a proc-macro's own
dependencies: they are linked into its library.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cargo_nix.units.unit import Unit

__all__ = ["Closure", "linkable_closures"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Closure:
    """Units whose libraries lie in ``-L dependency`` of a unit's own platform, and those in the host's."""

    own: tuple[int, ...]
    host: tuple[int, ...]


def linkable_closures(order: Iterable[int], units: Sequence[Unit]) -> list[Closure]:
    """Return each unit's closure, sorted; ``order`` has dependencies first."""
    found: list[frozenset[int]] = [frozenset()] * len(units)
    for index in order:
        reached: set[int] = set()
        for edge in units[index].edges:
            dep = units[edge.unit]
            if dep.is_run or not dep.target.is_linkable:
                continue
            reached.add(edge.unit)
            if dep.target.kind != "proc-macro":
                reached |= found[edge.unit]
        found[index] = frozenset(reached)
    return [_split(found[index], units[index], units) for index in range(len(units))]


def _split(reached: frozenset[int], unit: Unit, units: Sequence[Unit]) -> Closure:
    own = tuple(sorted(index for index in reached if units[index].platform == unit.platform))
    return Closure(own=own, host=tuple(sorted(reached.difference(own))))
