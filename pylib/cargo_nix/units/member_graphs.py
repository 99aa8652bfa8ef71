"""The unit graph of each member alone, with few questions to Cargo.

A member that is built alone gets the features that it requests itself. In a graph of several members, other members
may turn on more. `FeatureResolver` says which features the member has alone:

- If the units that the member reaches have these features, then the part of the graph below the member is the graph of
  the member alone. Features only grow with more members, so for this proof a lower bound of the features is enough.
- Otherwise `ReducedGraph` leaves out features and dependencies. For this step the features must be exact, so Cargo's
  own graph of the selection must have the features that the resolver computes for the selection.
- Other members are asked about in groups of members that should not change each other's features. The first proof
  decides whether the answer is right for a member. Cargo answers alone for the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cargo_nix.cargo import Answers, Request, Selection, UnitGraph, ask_graphs
from cargo_nix.units.environment import has_debug_information
from cargo_nix.units.feature_resolver import FeatureResolver, PackageFeatures, Side
from cargo_nix.units.graph_walk import Place, is_host_code, place_units, root_place
from cargo_nix.units.reduced_graph import ReducedGraph

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
    resolver = FeatureResolver(answers)
    members = _known_members(resolver, answers.graph, selections)
    graphs = [_part(answers.graph, request.selection, members)]
    open_selections = {name: selection for name, selection in selections.items() if name not in graphs[0].members}
    if _is_resolved(resolver, answers.graph, request.selection):
        open_members = {name: members[name] for name in open_selections if name in members}
        graphs.append(_reduced_part(resolver, answers.graph, request.selection, open_members))
        open_selections = {
            name: selection for name, selection in open_selections.items() if name not in graphs[1].members
        }
    for groups in (_groups({name: members.get(name) for name in open_selections}), None):
        questions = open_selections if groups is None else _together(open_selections, groups)
        for name, graph in ask_graphs(request, answers, questions).items():
            names = groups[name] if groups is not None else [name]
            if len(names) == 1:
                part = MemberGraph(graph=graph, selection=questions[name], members={names[0]: graph.roots})
            else:
                asked_selections = {member: open_selections[member] for member in names}
                part = _part(graph, questions[name], _known_members(resolver, graph, asked_selections))
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Member:
    """The roots of a member in a graph, and the features below the member, built alone."""

    roots: tuple[int, ...]
    resolved: Mapping[Side, PackageFeatures]


def _known_members(
    resolver: FeatureResolver, graph: UnitGraph, selections: Mapping[str, Selection]
) -> dict[str, _Member]:
    """Return those members of ``selections``, by name, whose features follow from their manifests."""
    roots: dict[str, tuple[int, ...]] = {}
    for index in graph.roots:
        name = resolver.packages[graph.units[index].pkg_id].name
        roots[name] = (*roots.get(name, ()), index)
    return {
        name: _Member(roots=roots[name], resolved=resolver.resolve(_requests(resolver, graph, roots[name], selection)))
        for name, selection in selections.items()
        if name in roots and _is_simple(selection)
    }


def _requests(
    resolver: FeatureResolver, graph: UnitGraph, roots: Iterable[int], selection: Selection
) -> dict[str, Iterable[str]]:
    """Return the features that ``selection`` asks for, by the packages of ``roots``."""
    packages = {graph.units[root].pkg_id for root in roots}
    default: Iterable[str] = () if selection.no_default_features else ("default",)
    return {package: resolver.packages[package].features if selection.all_features else default for package in packages}


def _has_features(graph: UnitGraph, places: Iterable[Place], resolved: Mapping[Side, PackageFeatures]) -> bool:
    """Return whether the units at ``places`` have the features of their packages in ``resolved``."""
    for index, is_host in places:
        features = resolved.get((graph.units[index].pkg_id, is_host))
        if features is None or features.names != set(graph.units[index].features):
            return False
    return True


def _part(graph: UnitGraph, selection: Selection, members: Mapping[str, _Member]) -> MemberGraph:
    """Return ``graph`` with those of ``members`` whose units are as in the graph of the member alone."""
    linked = _linked(graph, graph.roots)
    proven = {}
    for name, member in members.items():
        places = place_units(graph, member.roots)
        # A unit for the host has no debug information, unless the graph also has the unit for another use.
        if _has_features(graph, places, member.resolved) and not _shares_host_units(
            graph, member.roots, places, linked
        ):
            proven[name] = member.roots
    return MemberGraph(graph=graph, selection=selection, members=proven)


def _is_resolved(resolver: FeatureResolver, graph: UnitGraph, selection: Selection) -> bool:
    """Return whether the units of ``graph`` have exactly the features that ``resolver`` computes for ``selection``."""
    resolved = resolver.resolve(_requests(resolver, graph, graph.roots, selection))
    is_exact = resolver.is_exact and _is_simple(selection)
    return is_exact and _has_features(graph, place_units(graph, graph.roots), resolved)


def _reduced_part(
    resolver: FeatureResolver, graph: UnitGraph, selection: Selection, members: Mapping[str, _Member]
) -> MemberGraph:
    """Return a graph of those of ``members`` whose units follow from ``graph``, the graph of ``selection``.

    Debug information of units for the host, and `strip`, depend on other units. So the units below a member must have
    no debug information. Targets with `required-features` can be absent if the member has other features alone.
    """
    reduced = ReducedGraph(graph, resolver)
    known: dict[str, tuple[int, ...]] = {}
    for name, member in members.items():
        root = graph.units[member.roots[0]]
        has_all = _has_features(graph, [root_place(graph, index) for index in member.roots], member.resolved)
        needs_features = any(target.required_features for target in resolver.packages[root.pkg_id].targets)
        places = place_units(graph, member.roots)
        has_debug = any(has_debug_information(graph.units[index].profile) for index, _is_host in places)
        if has_debug or (needs_features and not has_all):
            continue
        roots = reduced.add(member.roots, member.resolved)
        if roots is not None:
            known[name] = roots
    return MemberGraph(graph=reduced.graph(), selection=selection, members=known)


def _shares_host_units(graph: UnitGraph, roots: Sequence[int], places: Iterable[Place], linked: set[int]) -> bool:
    """Return whether other roots link a unit that ``roots`` use for the host only."""
    own_linked = _linked(graph, roots)
    return any(is_host and index in linked and index not in own_linked for index, is_host in places)


def _is_simple(selection: Selection) -> bool:
    # Names of features may contain packages, and flags for targets may depend on features.
    return not selection.features and not selection.cargo_targets


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


def _groups(members: Mapping[str, _Member | None]) -> dict[str, list[str]]:
    """Return groups of ``members`` that have the same features of the packages that they share.

    A member without known features is a group of its own.
    """
    groups: list[tuple[list[str], dict[Side, set[str]] | None]] = []
    for name, member in members.items():
        if member is None:
            groups.append(([name], None))
            continue
        resolved = {side: features.names for side, features in member.resolved.items()}
        for names, names_by_side in groups:
            if names_by_side is not None and all(
                names_by_side.get(side, features) == features for side, features in resolved.items()
            ):
                names.append(name)
                names_by_side.update(resolved)
                break
        else:
            groups.append(([name], resolved))
    return {names[0]: names for names, _features in groups}
