"""Feature requests of a package in a unit graph: a lower bound of the features that Cargo turns on.

Cargo resolves features, and this module only counts requests that Cargo certainly counts. If these requests alone turn
on all features in a graph, then other packages of the graph added nothing (``member_graphs.py``).

Source: Cargo book, "Features"; core/resolver/features.rs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cargo_nix.cargo import Answers, UnitGraph, WireDependency, WirePackage, WirePackageDependency, WireUnit
from cargo_nix.units.cfg import cfg_matches

__all__ = ["FeatureRequests", "GraphRequests", "Side", "is_host_code", "place_units"]

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

    def active_of(self, package: str, *, is_host: bool) -> tuple[WirePackageDependency, ...]:
        """Return the dependencies of ``package``, an id of Cargo, on the platform of one side."""
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


class GraphRequests:
    """The feature requests of roots of ``graph``."""

    def __init__(self, requests: FeatureRequests, graph: UnitGraph) -> None:
        """Take the packages behind ``graph``."""
        self.graph = graph
        self.packages = requests.packages
        self._requests = requests
        self._edges: dict[Side, list[_RequestEdge]] = {}

    def of_roots(self, roots: Iterable[int], features: Iterable[str]) -> dict[Side, frozenset[str]]:
        """Return the features that ``roots`` request of the units that they reach.

        ``roots`` are the units of one package, built with ``features`` (names, ``default`` among them).
        """
        root_features = frozenset(features)
        features_by_side: dict[Side, _Features] = {}
        waiting: list[tuple[Side, Iterable[str]]] = [
            (_side(self.graph, root, is_host=False), root_features) for root in roots
        ]
        while waiting:
            side, requested = waiting.pop()
            features_of_side = features_by_side.get(side)
            is_new = features_of_side is None
            if features_of_side is None:
                package = self.graph.units[side[0]].pkg_id
                active = self._requests.active_of(package, is_host=side[1])
                features_of_side = features_by_side[side] = _Features(self.packages[package], active)
            if not features_of_side.add(requested) and not is_new:
                continue
            for to, dependencies in self._edges_of(side):
                if dependencies is None:
                    waiting.append((to, tuple(features_of_side.names)))
                    continue
                certain = [
                    dependency
                    for dependency in dependencies
                    if not dependency.optional or _name(dependency) in features_of_side.optional
                ]
                if certain:
                    waiting.append((to, {name for entry in certain for name in _asked(entry, features_of_side)}))
        return {side: frozenset(features.names) for side, features in features_by_side.items()}

    def _edges_of(self, side: Side) -> list["_RequestEdge"]:
        if side not in self._edges:
            index, is_host = side
            unit = self.graph.units[index]
            edges = (
                (_side(self.graph, edge.index, is_host=is_host), self._dependencies_of(side, edge))
                for edge in unit.dependencies
            )
            self._edges[side] = [(to, dependencies) for to, dependencies in edges if dependencies != ()]
        return self._edges[side]

    def _dependencies_of(self, side: Side, edge: WireDependency) -> tuple[WirePackageDependency, ...] | None:
        """Return the entries of the manifest behind ``edge``, or None for an edge to the same package."""
        unit, to = self.graph.units[side[0]], self.graph.units[edge.index]
        if unit.pkg_id == to.pkg_id:
            return None
        if unit.mode == "run-custom-build":
            # An edge to the script of another package. The libraries of both packages have an edge too.
            return ()
        kind = "build" if "custom-build" in unit.target.kind else None
        name = self.packages[to.pkg_id].name
        return tuple(
            dependency
            for dependency in self._requests.active_of(unit.pkg_id, is_host=side[1])
            if dependency.kind == kind
            and dependency.name == name
            and (dependency.rename or to.target.name).replace("-", "_") == edge.extern_crate_name
        )


_RequestEdge = tuple[Side, tuple[WirePackageDependency, ...] | None]
"""The end of an edge with certain requests, and the entries of the manifest; None for the same package."""


def _name(dependency: WirePackageDependency) -> str:
    return dependency.rename or dependency.name


def _asked(dependency: WirePackageDependency, features: _Features) -> Iterator[str]:
    yield from dependency.features
    if dependency.uses_default_features:
        yield "default"
    yield from features.requests.get(_name(dependency), ())
