"""Feature requests of a package in a unit graph: a lower bound of the features that Cargo turns on.

Cargo resolves features, and this module only counts requests that Cargo certainly counts. If these requests alone turn
on all features in a graph, then other packages of the graph added nothing (``member_graphs.py``).

Source: Cargo book, "Features"; core/resolver/features.rs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cargo_nix.cargo import Answers, UnitGraph, WireDependency, WirePackage, WirePackageDependency, WireUnit
from cargo_nix.units.cfg import cfg_matches

__all__ = ["FeatureRequests", "Side", "is_host_code", "place_units"]

_FOR_HOST = frozenset({"custom-build", "proc-macro"})
Side = tuple[int, bool]
"""The index of a unit, and whether the unit is for the host: a build script, a proc-macro, or a library of these.

Cargo resolves the features of both sides separately, also if the result is one unit.
"""


def is_host_code(unit: WireUnit) -> bool:
    """Return whether ``unit`` is a proc-macro, or a build script or its run."""
    return not _FOR_HOST.isdisjoint(unit.target.kind)


def place_units(graph: UnitGraph, roots: Iterable[int]) -> set[Side]:
    """Return all units that ``roots`` depend on, and the roots themselves, on each side on which they are used."""
    sides: set[Side] = set()
    waiting = [_side(graph, index, is_host=False) for index in roots]
    while waiting:
        side = waiting.pop()
        if side not in sides:
            sides.add(side)
            index, is_host = side
            waiting += [_side(graph, edge.index, is_host=is_host) for edge in graph.units[index].dependencies]
    return sides


def _side(graph: UnitGraph, index: int, *, is_host: bool) -> Side:
    return index, is_host or is_host_code(graph.units[index])


@dataclass(slots=True)
class _Features:
    """The features of ``package`` that are on, with all features and dependencies that these turn on.

    ``active``: the dependencies for the platform.
    ``optional``: the names of optional dependencies that are on. ``requests``: features of dependencies, by name.
    """

    package: WirePackage
    active: tuple[WirePackageDependency, ...]
    names: set[str] = field(default_factory=set)
    optional: set[str] = field(default_factory=set)
    requests: dict[str, set[str]] = field(default_factory=dict)

    def add(self, names: Iterable[str]) -> bool:
        """Turn on the features ``names``, as far as the package has them; return whether anything changed."""
        waiting = [name for name in names if name in self.package.features and name not in self.names]
        changed = bool(waiting)
        while waiting:
            name = waiting.pop()
            if name in self.names:
                continue
            self.names.add(name)
            for value in self.package.features[name]:
                waiting += self._turn_on(value)
        return changed

    def _turn_on(self, value: str) -> Iterator[str]:
        """Count ``value``, a value in the table of features, and yield the features that ``value`` turns on."""
        dependency, slash, feature = value.partition("/")
        if not slash:
            if value.startswith("dep:"):
                self.optional.add(value.removeprefix("dep:"))
            elif value in self.package.features:
                yield value
            return
        # `x?/feature` does not turn on the dependency `x`.
        name = dependency.removesuffix("?")
        self.requests.setdefault(name, set()).add(feature)
        is_optional = any(active.optional and _name(active) == name for active in self.active)
        if not dependency.endswith("?") and is_optional:
            self.optional.add(name)
            if name in self.package.features:
                yield name


class FeatureRequests:
    """The feature requests of packages in the graphs of one workspace."""

    def __init__(self, answers: Answers) -> None:
        """Take Cargo's answers. The metadata has the manifests, and the cfg decides about their platforms."""
        self.packages = {package.id: package for package in answers.metadata.packages}
        self._platforms = {
            is_host: (answers.host if platform is None else platform, answers.cfg[platform])
            for is_host, platform in ((True, None), (False, answers.target))
        }
        self._matches: dict[tuple[str, bool], bool] = {}
        self._active: dict[tuple[str, bool], tuple[WirePackageDependency, ...]] = {}

    def of_roots(self, graph: UnitGraph, roots: Iterable[int], features: Iterable[str]) -> dict[Side, frozenset[str]]:
        """Return the features that ``roots`` request of the units of ``graph`` that they reach.

        ``roots`` are the units of one package, built with ``features`` (names, ``default`` among them).
        """
        root_features = frozenset(features)
        features_by_side: dict[Side, _Features] = {}
        waiting = [(_side(graph, root, is_host=False), root_features) for root in roots]
        while waiting:
            side, requests = waiting.pop()
            index, is_host = side
            unit = graph.units[index]
            is_new = side not in features_by_side
            if is_new:
                features_by_side[side] = _Features(
                    self.packages[unit.pkg_id], self._active_of(unit.pkg_id, is_host=is_host)
                )
            if not features_by_side[side].add(requests) and not is_new:
                continue
            for edge in unit.dependencies:
                requested = self._requests(features_by_side[side], unit, edge, graph.units[edge.index])
                if requested is not None:
                    waiting.append((_side(graph, edge.index, is_host=is_host), frozenset(requested)))
        return {side: frozenset(features.names) for side, features in features_by_side.items()}

    def _requests(self, features: _Features, unit: WireUnit, edge: WireDependency, to: WireUnit) -> set[str] | None:
        """Return the features that ``unit`` certainly requests of ``to``, or None if the edge is not certain."""
        if unit.pkg_id == to.pkg_id:
            return set(features.names)
        if unit.mode == "run-custom-build":
            # An edge to the script of another package. The libraries of both packages have an edge too.
            return None
        kind = "build" if "custom-build" in unit.target.kind else None
        package = self.packages[to.pkg_id]
        certain = [
            dependency
            for dependency in features.active
            if dependency.kind == kind
            and dependency.name == package.name
            and (dependency.rename or to.target.name).replace("-", "_") == edge.extern_crate_name
            and (not dependency.optional or _name(dependency) in features.optional)
        ]
        if not certain:
            return None
        return {feature for dependency in certain for feature in _asked(dependency, features)}

    def _active_of(self, package: str, *, is_host: bool) -> tuple[WirePackageDependency, ...]:
        key = package, is_host
        if key not in self._active:
            self._active[key] = tuple(
                dependency
                for dependency in self.packages[package].dependencies
                if dependency.target is None or self._is_active(dependency.target, is_host=is_host)
            )
        return self._active[key]

    def _is_active(self, target: str, *, is_host: bool) -> bool:
        triple, cfg = self._platforms[is_host]
        key = target, is_host
        if key not in self._matches:
            self._matches[key] = cfg_matches(target, cfg) if target.startswith("cfg(") else target == triple
        return self._matches[key]


def _name(dependency: WirePackageDependency) -> str:
    return dependency.rename or dependency.name


def _asked(dependency: WirePackageDependency, features: _Features) -> Iterator[str]:
    yield from dependency.features
    if dependency.uses_default_features:
        yield "default"
    yield from features.requests.get(_name(dependency), ())
