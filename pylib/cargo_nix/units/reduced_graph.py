"""Graphs of single members, made from the graph of a selection: fewer features, and fewer dependencies.

A member that is built alone has at most the features that its units have in the selection, so its graph has the same
units with fewer features and edges. Units that become equal are one unit, as in Cargo.

Source: core/compiler/unit_dependencies.rs; ops/cargo_compile, ``rebuild_unit_graph_shared``.
"""

from collections.abc import Mapping, Sequence

from cargo_nix.cargo import UnitGraph, WireDependency, WireUnit
from cargo_nix.units.feature_resolver import FeatureResolver, PackageFeatures, Side
from cargo_nix.units.graph_walk import Place, end_of_edge, is_script, root_place
from cargo_nix.units.topological_order import topological_order

__all__ = ["ReducedGraph"]

_Edges = list[tuple[WireDependency, Place]]
_Key = tuple[int, tuple[str, ...], tuple[tuple[int, str, bool, bool], ...]]


class ReducedGraph:
    """A graph with the units of several members, each as alone. Equal units are one unit."""

    def __init__(self, graph: UnitGraph, resolver: FeatureResolver) -> None:
        """Take the graph of a selection with all members."""
        self._graph = graph
        self._resolver = resolver
        self._units: list[WireUnit] = []
        self._roots: list[int] = []
        self._index_at: dict[_Key, int] = {}
        self._edges: dict[tuple[Place, frozenset[str]], _Edges | None] = {}
        self._rank = _ranks(graph)
        bare: dict[str, int] = {}
        # Units that differ only in features and dependencies have one number.
        self._number = [
            bare.setdefault(unit.model_copy(update={"features": (), "dependencies": ()}).model_dump_json(), index)
            for index, unit in enumerate(graph.units)
        ]

    def add(self, roots: Sequence[int], resolved: Mapping[Side, PackageFeatures]) -> tuple[int, ...] | None:
        """Add the graph of a member, and return its roots; None if an edge has no known reason.

        ``roots`` are the roots in the graph of the selection, and ``resolved`` the features of the member alone.
        """
        edges: dict[Place, _Edges] = {}
        waiting = [root_place(self._graph, root) for root in roots]
        while waiting:
            place = waiting.pop()
            if place in edges:
                continue
            kept_edges = self._edges_of(place, resolved)
            if kept_edges is None:
                return None
            edges[place] = kept_edges
            waiting += [end for _edge, end in kept_edges]
        moved: dict[Place, int] = {}
        for place in sorted(edges, key=lambda place: self._rank[place[0]]):
            features = tuple(sorted(resolved[self._side(place)].names))
            moved[place] = self._index_of(place[0], features, [(edge, moved[end]) for edge, end in edges[place]])
        new_roots = tuple(moved[root_place(self._graph, root)] for root in roots)
        self._roots += new_roots
        return new_roots

    def graph(self) -> UnitGraph:
        """Return the graph of all added members."""
        return UnitGraph(version=self._graph.version, units=tuple(self._units), roots=tuple(self._roots))

    def _side(self, place: Place) -> Side:
        return self._graph.units[place[0]].pkg_id, place[1]

    def _edges_of(self, place: Place, resolved: Mapping[Side, PackageFeatures]) -> _Edges | None:
        features = resolved.get(self._side(place))
        if features is None:
            return None
        key = place, frozenset(features.names)
        if key not in self._edges:
            unit = self._graph.units[place[0]]
            reasons = [(edge, self._keeps(unit, edge, features)) for edge in unit.dependencies]
            is_known = all(is_kept is not None for _edge, is_kept in reasons)
            kept_edges = [(edge, end_of_edge(self._graph, place, edge)) for edge, is_kept in reasons if is_kept]
            self._edges[key] = kept_edges if is_known else None
        return self._edges[key]

    def _keeps(self, unit: WireUnit, edge: WireDependency, features: PackageFeatures) -> bool | None:
        """Return whether ``unit`` has ``edge`` with ``features``, or None if no entry of the manifest is the reason."""
        to = self._graph.units[edge.index].pkg_id
        if unit.pkg_id == to:
            return True
        # The run of a script depends on the runs of packages that the libraries of its package depend on.
        is_build = is_script(unit) and unit.mode != "run-custom-build"
        entries = [
            entry for entry, package in features.entries if package == to and (entry.kind == "build") == is_build
        ]
        return any(features.has_active(entry) for entry in entries) if entries else None

    def _index_of(self, index: int, features: tuple[str, ...], edges: list[tuple[WireDependency, int]]) -> int:
        ends = tuple((new_index, edge.extern_crate_name, edge.public, edge.noprelude) for edge, new_index in edges)
        key = self._number[index], features, ends
        if key not in self._index_at:
            self._index_at[key] = len(self._units)
            dependencies = tuple(edge.model_copy(update={"index": new_index}) for edge, new_index in edges)
            update = {"features": features, "dependencies": dependencies}
            self._units.append(self._graph.units[index].model_copy(update=update))
        return self._index_at[key]


def _ranks(graph: UnitGraph) -> dict[int, int]:
    """Return the rank of each unit of ``graph``, by index, in an order with dependencies first."""
    order = topological_order(
        [[edge.index for edge in unit.dependencies] for unit in graph.units],
        lambda index: (str(index).zfill(8),),
        lambda index: graph.units[index].pkg_id,
    )
    return {index: rank for rank, index in enumerate(order)}
