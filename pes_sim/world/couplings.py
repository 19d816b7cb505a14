"""Couplings between systems: a directed graph of names. An edge a -> b says that b works on what a delivers."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx


class Couplings:
    """Incidents and changes of a reach b along a -> b; a change of either has to be tested across the coupling.

    Names come back in the order in which they were coupled, so that results do not depend on hashing.
    """

    def __init__(self) -> None:
        self.graph = nx.DiGraph()

    def __contains__(self, name: str) -> bool:
        return name in self.graph

    def join(self, name: str, feeds: Iterable[str] = (), fed_by: Iterable[str] = ()) -> None:
        """``name`` joins; systems that are not (or no longer) there are passed over."""
        self.graph.add_node(name)
        self.graph.add_edges_from((name, other) for other in feeds if other in self.graph)
        self.graph.add_edges_from((other, name) for other in fed_by if other in self.graph)

    def leave(self, name: str) -> None:
        """``name`` leaves, and its couplings with it."""
        self.graph.remove_node(name)

    def feeds(self, name: str) -> list[str]:
        """The systems that work on what ``name`` delivers."""
        return list(self.graph.successors(name)) if name in self.graph else []

    def fed_by(self, name: str) -> list[str]:
        """The systems ``name`` works on."""
        return list(self.graph.predecessors(name)) if name in self.graph else []

    def near(self, name: str) -> list[str]:
        """The systems ``name`` is coupled to either way."""
        return list(dict.fromkeys([*self.feeds(name), *self.fed_by(name)]))

    def crossed(self, names: Iterable[str]) -> int:
        """How many couplings a change of ``names`` crosses: those with systems outside ``names``."""
        inside = {name for name in names if name in self.graph}
        return sum(len({*self.graph.succ[name], *self.graph.pred[name]} - inside) for name in inside)

    def hubs(self, n: int) -> list[str]:
        """The ``n`` systems with the most couplings, most first."""
        return sorted(self.graph, key=lambda name: -len(self.near(name)))[:n]

    def through(self, hub: str, names: Iterable[str]) -> None:
        """Couplings among ``names`` go through ``hub`` instead: a -> b becomes a -> hub -> b."""
        inside = {name for name in names if name in self.graph} - {hub}
        edges = [(a, b) for a, b in self.graph.edges if a in inside and b in inside]
        self.graph.remove_edges_from(edges)
        for a, b in edges:
            self.graph.add_edges_from([(a, hub), (hub, b)])

    def cut_off(self, name: str, keep: int = 0) -> None:
        """All couplings of ``name`` are cut but the first ``keep``."""
        edges = [*self.graph.out_edges(name), *self.graph.in_edges(name)]
        self.graph.remove_edges_from(edges[keep:])
