"""The unit graph of each member alone, with few questions to Cargo.

A member that is built alone gets the features that it requests itself. In a graph of several members, other members
may turn on more. If the requests of a member turn on all features of the units that the member reaches, then the part
of the graph below the member is the graph of the member alone. Features only grow with more members, so the proof needs
no resolver.

Other members are asked about in groups of members that should not change each other's features. The same proof decides
whether the answer is right for a member. Cargo answers alone for the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cargo_nix.cargo import Answers, Request, Selection, UnitGraph, ask_graphs
from cargo_nix.units.feature_requests import FeatureRequests, GraphRequests, Side, is_host_code, place_units

__all__ = ["MemberGraph", "ask_members"]


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberGraph:
    """A graph in which the units below the roots of ``members`` are the units of each member alone.

    ``members``: the roots of each member by name, as indices of ``graph``.
    ``selection``: the selection behind ``graph``.
    """

    graph: UnitGraph
    selection: Selection
    members: Mapping[str, tuple[int, ...]]

    def graph_of(self, name: str) -> UnitGraph:
        """Return the graph of the member ``name`` alone."""
        units = self.graph.units
        reached = sorted({index for index, _is_host in place_units(self.graph, self.members[name])})
        position = {old: new for new, old in enumerate(reached)}
        return UnitGraph(
            version=self.graph.version,
            units=tuple(
                units[old].model_copy(
                    update={
                        "dependencies": tuple(
                            edge.model_copy(update={"index": position[edge.index]}) for edge in units[old].dependencies
                        )
                    }
                )
                for old in reached
            ),
            roots=tuple(position[root] for root in self.members[name]),
        )


def ask_members(request: Request, answers: Answers, selections: Mapping[str, Selection]) -> list[MemberGraph]:
    """Return the graphs of all members in ``selections``, each member in one graph.

    ``answers`` are the answers to ``request``, and ``selections`` has the selection of each member by name. A member
    whose selection Cargo refuses is in no graph: a program may need a feature that only another member turns on.
    """
    packages = FeatureRequests(answers)
    requests = _requests_of(packages, answers.graph, selections)
    main_part = _part(answers.graph, request.selection, requests)
    graphs = [main_part]
    open_selections = {name: selection for name, selection in selections.items() if name not in main_part.members}
    for groups in (_groups({name: requests.get(name) for name in open_selections}), None):
        questions = open_selections if groups is None else _together(open_selections, groups)
        for name, graph in ask_graphs(request, answers, questions).items():
            names = groups[name] if groups is not None else [name]
            if len(names) == 1:
                part = MemberGraph(graph=graph, selection=questions[name], members={names[0]: graph.roots})
            else:
                members = {member: open_selections[member] for member in names}
                part = _part(graph, questions[name], _requests_of(packages, graph, members))
            graphs.append(part)
        answered = {name for part in graphs for name in part.members}
        refused = {names[0] for names in (groups or {}).values() if len(names) == 1}
        open_selections = {
            name: selection for name, selection in open_selections.items() if name not in answered | refused
        }
    return [part for part in graphs if part.members]


def _together(selections: Mapping[str, Selection], groups: Mapping[str, Sequence[str]]) -> dict[str, Selection]:
    return {
        name: replace(selections[names[0]], packages=tuple(names)) if len(names) > 1 else selections[names[0]]
        for name, names in groups.items()
    }


_MemberRequests = tuple[tuple[int, ...], dict[Side, frozenset[str]]]
"""The roots of a member, and the features that these request of the units below."""


def _requests_of(
    packages: FeatureRequests, graph: UnitGraph, members: Mapping[str, Selection]
) -> dict[str, _MemberRequests]:
    """Return the requests of those of ``members`` about which the requests are known."""
    graph_requests = GraphRequests(packages, graph)
    roots: dict[str, tuple[int, ...]] = {}
    for index in graph.roots:
        name = packages.packages[graph.units[index].pkg_id].name
        roots[name] = (*roots.get(name, ()), index)
    return {
        name: (roots[name], graph_requests.of_roots(roots[name], _root_features(packages, graph, roots[name], member)))
        for name, member in members.items()
        if name in roots and _is_simple(member)
    }


def _part(graph: UnitGraph, selection: Selection, requests: Mapping[str, _MemberRequests]) -> MemberGraph:
    """Return ``graph`` with those members of ``requests`` whose units are as in the graph of the member alone."""
    linked = _linked(graph, graph.roots)
    proven = {}
    for name, (roots, requested) in requests.items():
        sides = place_units(graph, roots)
        has_features = all(requested.get(side) == frozenset(graph.units[side[0]].features) for side in sides)
        # A unit for the host has no debug information, unless the graph also has the unit for another use.
        if has_features and not _shares_host_units(graph, roots, sides, linked):
            proven[name] = roots
    return MemberGraph(graph=graph, selection=selection, members=proven)


def _shares_host_units(graph: UnitGraph, roots: Sequence[int], sides: Iterable[Side], linked: set[int]) -> bool:
    """Return whether other roots link a unit that ``roots`` use for the host only."""
    own_linked = _linked(graph, roots)
    return any(is_host and index in linked and index not in own_linked for index, is_host in sides)


def _is_simple(selection: Selection) -> bool:
    # Names of features may contain packages, and flags for targets may depend on features.
    return not selection.features and not selection.cargo_targets


def _root_features(
    packages: FeatureRequests, graph: UnitGraph, roots: Sequence[int], selection: Selection
) -> Iterable[str]:
    if selection.all_features:
        return packages.packages[graph.units[roots[0]].pkg_id].features
    return () if selection.no_default_features else ("default",)


def _linked(graph: UnitGraph, roots: Iterable[int]) -> set[int]:
    """Return ``roots`` and the units that they link, also if a root is a proc-macro."""
    linked: set[int] = set()
    waiting = list(roots)
    while waiting:
        index = waiting.pop()
        if index not in linked:
            linked.add(index)
            waiting += [
                edge.index for edge in graph.units[index].dependencies if not is_host_code(graph.units[edge.index])
            ]
    return linked


def _groups(members: Mapping[str, _MemberRequests | None]) -> dict[str, list[str]]:
    """Return groups of ``members`` that request the same features of the units that they share.

    A member without known requests is a group of its own.
    """
    groups: list[tuple[list[str], dict[Side, frozenset[str]] | None]] = []
    for name, requests in members.items():
        if requests is None:
            groups.append(([name], None))
            continue
        _roots, requested = requests
        for names, features_by_side in groups:
            if features_by_side is not None and all(
                features_by_side.get(side, features) == features for side, features in requested.items()
            ):
                names.append(name)
                features_by_side.update(requested)
                break
        else:
            groups.append(([name], dict(requested)))
    return {names[0]: names for names, _features in groups}
