"""The topological order of units."""

from collections.abc import Callable, Sequence

import networkx as nx

from cargo_nix.errors import UnitError

__all__ = ["topological_order"]


def topological_order(
    dependencies: Sequence[Sequence[int]], key: Callable[[int], tuple[str, ...]], name: Callable[[int], str]
) -> list[int]:
    """Return all nodes, each after its dependencies; ``key`` orders independent nodes.

    ``dependencies[n]`` are the dependencies of node ``n``. ``name`` names a node in messages.
    Raises ``UnitError`` with the path of a cycle.
    """
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(dependencies)))
    graph.add_edges_from((dep, node) for node, deps in enumerate(dependencies) for dep in deps)
    try:
        return list(nx.lexicographical_topological_sort(graph, key=key))
    except nx.NetworkXUnfeasible as error:
        cycle = [tail for tail, _head in nx.find_cycle(graph)]
        raise UnitError(
            problem="the units have a dependency cycle",
            came=" <- ".join(name(node) for node in [*cycle, cycle[0]]),
            expected="a graph without cycles",
        ) from error
