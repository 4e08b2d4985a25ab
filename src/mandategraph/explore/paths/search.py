"""The search for connections between two things: outward from both, frontier by frontier, until they meet."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import networkx as nx

from mandategraph.explore.graph import Graph
from mandategraph.schema import Schema
from mandategraph.vocabulary import MG, NOT_FOLLOWED

_PAIRS, _WAYS = 20_000, 1000
"""How many pairs of neighbours one frontier may have, and how many ways of a length are counted."""


@dataclass(frozen=True)
class Limits:
    """What a search may do: follow properties, all but some or only some; pass things with so many neighbours.

    It passes the things of `through` with however many, those of `without` never.
    """

    length: int
    hub_degree: int
    never: frozenset[str]
    only: frozenset[str]
    without: frozenset[str]
    through: frozenset[str]


class Search:
    """Two things, and the part of the graph around them that was looked at; things are known by their numbers."""

    def __init__(self, graph: Graph, one: str, other: str, limits: Limits) -> None:
        self.one, self.other, self.limits = one, other, limits
        self.complete = True
        self.shortest: int | None = None
        self.count = 0
        self._links = graph.state.links
        self._relations = self._links.relations(limits.only or limits.never)
        self._numbers = self._links.numbers({one, other, *limits.without, *limits.through})
        self._free = {self._numbers[iri] for iri in {one, other, *limits.through} & self._numbers.keys()}
        self._out = {self._numbers[iri] for iri in limits.without & self._numbers.keys()}
        self._network: nx.Graph[int] = nx.Graph()
        self._hubs: set[int] = set()
        self._degrees: dict[int, int] = {}
        self._seen: set[int] = set()
        self._depth = {end: {end: 0} for end in (self._numbers.get(one, -1), self._numbers.get(other, -2))}
        self._reach = dict.fromkeys(self._depth, 0)

    @property
    def hubs(self) -> set[str]:
        """Things that were met and not passed, as they have too many neighbours."""
        return set(self._links.iris(self._hubs).values())

    def ways(self, count: int) -> list[tuple[str, ...]]:
        """The shortest ways from one to the other; one or more beyond `count` where there are more.

        Of ways of the same length those come first whose inner things have few neighbours.
        """
        self._network.add_nodes_from(self._depth)
        found: list[tuple[int, ...]] = []
        if not self._free.issuperset(self._depth):
            return []
        for steps in range(1, self.limits.length + 1):
            while sum(self._reach.values()) < steps and self._widen():
                pass
            first, second = self._depth.values()
            self._know(first.keys() & second.keys() - self._hubs)
            here = list(islice(self._of_length(steps), _WAYS))
            if here and self.shortest is None:
                self.shortest, self.count = steps, len(here)
            found += sorted(here, key=lambda way: (sum(self._degrees[inner] for inner in way[1:-1]), way))
            if len(found) > count:
                break
        iris = self._links.iris({number for way in found for number in way})
        return [tuple(iris[number] for number in way) for way in found]

    def _of_length(self, steps: int) -> Iterator[tuple[int, ...]]:
        one, other = self._depth
        far = nx.single_source_shortest_path_length(self._network, other, cutoff=steps)

        def onward(way: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
            left = steps - len(way) + 1
            if way[-1] == other:
                if not left:
                    yield way
                return
            for near in sorted(self._network[way[-1]]):
                if far.get(near, steps) < left and near not in way:
                    yield from onward((*way, near))

        return onward((one,))

    def _widen(self) -> bool:
        """Go one step outward from the end with fewer neighbours to look at; False where none is left."""
        fronts = {
            end: [near for near, depth in depths.items() if depth == self._reach[end] and near not in self._hubs]
            for end, depths in self._depth.items()
        }
        self._know(near for front in fronts.values() for near in front)
        fronts = {end: [near for near in front if near not in self._hubs] for end, front in fronts.items()}
        end = min(fronts, key=lambda one: (not fronts[one], sum(self._degrees[near] for near in fronts[one])))
        self._look(fronts[end])
        for near in fronts[end]:
            for further in self._network[near]:
                self._depth[end].setdefault(further, self._reach[end] + 1)
        self._reach[end] += 1
        return bool(fronts[end])

    def _know(self, things: Iterable[int]) -> None:
        """Learn how many neighbours things have, and take hubs out."""
        unknown = set(things) - self._degrees.keys()
        self._degrees |= self._links.degrees(unknown)
        large = {near for near in unknown - self._free if self._degrees[near] > self.limits.hub_degree}
        self._hubs |= large
        self._network.remove_nodes_from(large)

    def _look(self, things: Collection[int]) -> None:
        """Read the neighbours of things not yet looked at."""
        wanted = sorted(set(things) - self._seen)
        self._seen.update(wanted)
        found = self._links.near(wanted, self._relations, bool(self.limits.only), _PAIRS)
        if len(found) == _PAIRS:
            self.complete = False
            self._meet()
        out = self._hubs | self._out
        self._network.add_edges_from((near, other) for near, other in found if other not in out)

    def _meet(self) -> None:
        """Where there are too many neighbours: those that both ends have in common."""
        one, other = sorted(self._depth, key=lambda end: self._degrees.get(end, 0))
        for near in self._links.common(one, other, self._relations, bool(self.limits.only), _PAIRS):
            if near not in self._hubs | self._out:
                self._network.add_edges_from(((one, near), (near, other)))


def connecting(schema: Schema) -> frozenset[str]:
    """The properties that connect things."""
    own = {iri for iri in schema.labels if iri.startswith(MG) and iri[len(MG)].islower()}
    return frozenset(own - schema.primary.keys() - NOT_FOLLOWED)
