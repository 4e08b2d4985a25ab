"""The search for connections between two things: outward from both, frontier by frontier, until they meet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import networkx as nx
from pyoxigraph import NamedNode

from mandategraph.explore.graph import Graph, iri_of, load
from mandategraph.explore.links import STRUCTURE
from mandategraph.schema import Schema
from mandategraph.vocabulary import MG, RDF, SKOS

_AROUND, _ENDS = load("paths_around"), load("paths_ends")
NOT_FOLLOWED = STRUCTURE | frozenset(
    (
        RDF + "type",
        SKOS + "inScheme",
        *(SKOS + kind + "Match" for kind in ("exact", "close", "broad", "narrow", "related")),
        *(
            MG + name
            for name in (
                "status", "incompleteList", "unit", "qualifier", "contributionKind", "earmarking", "concerns", "saidIn",
                "linkTheme", "linkTarget", "answerWork", "answerProvision", "derivedLink",
            )
        ),
    )
)  # fmt: skip
"""Properties that connect nothing: kinds and units, where it is written, what is said twice or never but derived."""
FREQUENT = frozenset(
    MG + name
    for name in ("participatesIn", "hasPart", "themeOf", "implements", "subjectOf", "contains", "derivedLinkOf")
)
"""Inverses that only ever are inferred, and often; to leave them out early saves time."""
_ROWS, _WIDEST, _WAYS = 4000, 400, 1000
"""How many rows (as in the queries) and things one frontier may have, and how many ways of a length are counted."""


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
    """Two things, and the part of the graph around them that was looked at."""

    def __init__(self, graph: Graph, one: str, other: str, limits: Limits) -> None:
        self.graph, self.one, self.other, self.limits = graph, one, other, limits
        self.network: nx.Graph[str] = nx.Graph()
        self.hubs: set[str] = set()
        self.complete = True
        self.shortest: int | None = None
        self.count = 0
        self._depth = {one: {one: 0}, other: {other: 0}}
        self._reach = {one: 0, other: 0}
        self._seen: set[str] = set()

    def ways(self, count: int) -> list[tuple[str, ...]]:
        """The shortest ways from one to the other; one or more beyond `count` where there are more.

        Of ways of the same length those come first whose inner things have few neighbours.
        """
        self.network.add_nodes_from(self._depth)
        self._look(self._depth)
        found: list[tuple[str, ...]] = []
        for steps in range(1, self.limits.length + 1):
            while sum(self._reach.values()) < steps and self._widen():
                pass
            first, second = self._depth.values()
            self._look(first.keys() & second.keys())
            here = list(islice(self._of_length(steps), _WAYS))
            if here and self.shortest is None:
                self.shortest, self.count = steps, len(here)
            found += sorted(here, key=self._order)
            if len(found) > count:
                break
        return found

    def _order(self, way: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
        return sum(len(self.network[inner]) for inner in way[1:-1]), way

    def _of_length(self, steps: int) -> Iterator[tuple[str, ...]]:
        far = nx.single_source_shortest_path_length(self.network, self.other, cutoff=steps)

        def onward(way: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
            left = steps - len(way) + 1
            if way[-1] == self.other:
                if not left:
                    yield way
                return
            for near in sorted(self.network[way[-1]]):
                if far.get(near, steps) < left and near not in way:
                    yield from onward((*way, near))

        return onward((self.one,))

    def _widen(self) -> bool:
        """Go one step outward from the end with the smaller frontier; False where none is left."""
        fronts = {
            end: [iri for iri, depth in depths.items() if depth == self._reach[end]]
            for end, depths in self._depth.items()
        }
        end = min(fronts, key=lambda one: (not fronts[one], len(fronts[one])))
        self._look(fronts[end])
        for iri in self.network.nbunch_iter(fronts[end]):
            for near in self.network[iri]:
                self._depth[end].setdefault(near, self._reach[end] + 1)
        self._reach[end] += 1
        return bool(fronts[end])

    def _look(self, things: Iterable[str]) -> None:
        """Read the neighbours of things not yet looked at, and take hubs out."""
        wanted = sorted(set(things) - self._seen - self.hubs)
        self._seen.update(wanted)
        free = {iri for iri in wanted if iri in self._depth or iri in self.limits.through}
        inner = [iri for iri in wanted if iri not in free]
        self.complete &= len(inner) <= _WIDEST
        if inner:
            near, full = self._read(_AROUND.replace("LIMIT 61", f"LIMIT {self.limits.hub_degree + 1}"), inner[:_WIDEST])
            self.hubs |= full | {iri for iri in near if len(near[iri]) > self.limits.hub_degree}
            self._join(near)
        if free:
            near, full = self._read(_AROUND.replace("LIMIT 61", f"LIMIT {_ROWS}"), free)
            self._join(near)
            if full:
                self.complete = False
                self._join(self._read(_ENDS, full, property=_nodes(self._followed()))[0])

    def _read(self, text: str, things: Iterable[str], **terms: list[NamedNode]) -> tuple[dict[str, set[str]], set[str]]:
        """The neighbours of things, and those that have too many statements to look through."""
        limits = self.limits
        chosen = ", ".join(map(str, _nodes(limits.only or limits.never)))
        text = text.replace("NOT IN (mg:section)", f"{'IN' if limits.only else 'NOT IN'} ({chosen})")
        rows = self.graph.rows(text, thing=_nodes(things), **terms)
        self.complete &= len(rows) < _ROWS
        near: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            near[iri_of(row[0])].add(iri_of(row[1]))
        full = {iri for iri, others in near.items() if "" in others}
        return {iri: others - {""} for iri, others in near.items()}, full

    def _followed(self) -> frozenset[str]:
        return self.limits.only or connecting(self.graph.schema) - self.limits.never

    def _join(self, near: dict[str, set[str]]) -> None:
        out = self.hubs | self.limits.without
        self.network.remove_nodes_from(self.hubs)
        self.network.add_edges_from((iri, other) for iri in near.keys() - out for other in near[iri] - out)


def connecting(schema: Schema) -> frozenset[str]:
    """The properties that connect things."""
    own = {iri for iri in schema.labels if iri.startswith(MG) and iri[len(MG)].islower()}
    return frozenset(own - schema.primary.keys() - NOT_FOLLOWED)


def _nodes(iris: Iterable[str]) -> list[NamedNode]:
    return [NamedNode(iri) for iri in sorted(iris)]
