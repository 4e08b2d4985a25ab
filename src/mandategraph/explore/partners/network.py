"""The network of those who work together: who takes part in what, and who is tied to whom by that."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
from pyoxigraph import NamedNode

from mandategraph.evidence import basis_of
from mandategraph.explore.between import told_from
from mandategraph.explore.graph import Graph, iri_of, load
from mandategraph.explore.model import Statement, Thing
from mandategraph.schema import Schema
from mandategraph.store.engine import Row
from mandategraph.store.names import Names
from mandategraph.vocabulary import MG

_ALL = load("partners/all")
_WORKS = 2000
"""How many works of an actor are looked at."""
TOGETHER = MG + "cooperatesWith"
_PAYS, _RECEIVES = frozenset((MG + "fundedBy", MG + "donor")), MG + "recipient"
_ACTOR, _GROUP = MG + "Actor", MG + "Group"
_EFFORT = 5_000_000
"""Actors to begin from times ties that betweenness may take; of larger networks it is estimated from fewer actors."""

Parts = dict[str, dict[tuple[str, str], set[str]]]
"""By work, role and actor, the graphs that say so."""
Ties = dict[tuple[str, str], list[str]]
"""By two actors in the order of their IRIs, the works they share; one of the two itself stands for what ties them."""


@dataclass(frozen=True)
class Circle:
    """Who takes part in what an actor takes part in, who of them is an actor, and the ties of the actor itself."""

    parts: Parts
    named: set[str]
    ties: Ties
    complete: bool


@dataclass(frozen=True)
class Measures:
    """What the whole network says of an actor."""

    degree: int
    betweenness: float
    pagerank: float
    community: int


@dataclass(frozen=True)
class Network:
    """Everybody who works together, worked out once for a version of the graph."""

    parts: Parts
    ties: Ties
    measures: Mapping[str, Measures]
    communities: tuple[tuple[str, ...], ...]
    exact: bool
    """Betweenness is not estimated."""


def roles(schema: Schema) -> frozenset[str]:
    """The properties by which an actor takes part in something."""
    return schema.below(MG + "participant") | {TOGETHER, *(MG + name for name in ("member", "donor", "recipient"))}


def parts(rows: Iterable[Row], among: Collection[str]) -> Parts:
    """Rows of work, role, actor and graph, of some roles."""
    found: Parts = defaultdict(lambda: defaultdict(set))
    for row in rows:
        work, role, actor, graph = (iri_of(term) for term in row)
        if role in among:
            found[work][role, actor].add(graph)
    return found


def actors(names: Names, schema: Schema, found: Parts) -> set[str]:
    """Who acts: whoever takes part, and organizations, bodies and countries that are received by or taken part in.

    Groups without a name are left out.
    """
    acting = {one for taking in found.values() for role, one in taking if role != _RECEIVES}
    acting |= {work for work, taking in found.items() if any(role == TOGETHER for role, _ in taking)}
    iris = acting | found.keys() | {one for taking in found.values() for _, one in taking}
    kinds = {iri: thing.types for iri, thing in names.describe(sorted(iris)).items()}
    acting |= {iri for iri, types in kinds.items() if any(_ACTOR in schema.above.get(kind, ()) for kind in types)}
    return {iri for iri in acting if _GROUP not in kinds.get(iri, ())}


def ties(found: Parts, named: Collection[str]) -> Ties:
    """Who is tied to whom: by each work that two take part in, and by what is said of one and the other.

    Who no more than pay for the same work do not thereby work together.
    """
    made: Ties = defaultdict(list)
    for work, taking in sorted(found.items()):
        together = {one for role, one in taking if role != TOGETHER and one in named} - {work}
        doing = {one for role, one in taking if role not in _PAYS}
        for pair in combinations(sorted(together), 2):
            if doing.intersection(pair):
                made[pair].append(work)
        for one in {one for _, one in taking if one in named} - {work} if work in named else ():
            made[min(work, one), max(work, one)].append(work)
    return made


def weight(found: Parts, pair: tuple[str, str], works: Iterable[str]) -> int:
    """How many works two share, and statements there are between them."""
    return sum(
        len({role for role, actor in found[work] if actor in pair and actor != work}) if work in pair else 1
        for work in works
    )


def told(graph: Graph, things: Mapping[str, Thing], found: Parts, ends: tuple[str, str], work: str) -> list[Statement]:
    """What ties two actors through a work, read from the first: the part of each in it, or what is said of both."""
    made = []
    for (role, actor), graphs in sorted(found[work].items()):
        if actor not in ends or actor == work or (role == TOGETHER and work not in ends):
            continue
        subject, other = (work, actor) if work == ends[0] else (actor, work)
        made.append(told_from(graph, things, subject, other, role, work, graphs))
    return sorted(made, key=lambda statement: statement.subject.iri != ends[0])


def circle(graph: Graph, iri: str) -> Circle:
    """Those around one actor; without a look at the whole network."""
    found = taking(graph, iri, False)
    named = actors(graph.state.names, graph.schema, found)
    tied = {pair: works for pair, works in ties(found, named).items() if iri in pair}
    return Circle(found, named, tied, len(found) < _WORKS)


def taking(graph: Graph, iri: str, apart: bool) -> Parts:
    """Who takes part in what an actor takes part in; with `apart`, who is to, or does with reservation."""
    found: Parts = defaultdict(lambda: defaultdict(set))
    for work, role, actor, graphs in graph.state.links.taking(iri, roles(graph.schema), apart, _WORKS):
        found[work][role, actor].update(name for name in graphs.split() if basis_of(name) != "Inferred")
    return found


def partner(pair: tuple[str, str], iri: str) -> str:
    """The other one of a pair."""
    return pair[pair[0] == iri]


def network(graph: Graph) -> Network:
    """The whole network; worked out at the first call, and kept."""
    schema, names = graph.schema, graph.state.names
    return graph.state.remember("network", lambda: _made(graph, schema, names))


def _made(graph: Graph, schema: Schema, names: Names) -> Network:
    among = roles(schema)
    found = parts(graph.rows(_ALL, role=[NamedNode(iri) for iri in sorted(among)]), among)
    tied = ties(found, actors(names, schema, found))
    whole: nx.Graph[str] = nx.Graph()
    for (one, other), works in sorted(tied.items()):
        whole.add_edge(one, other, weight=weight(found, (one, other), works))
    begin = min(len(whole), max(10, _EFFORT // max(1, len(tied))))
    central = nx.betweenness_centrality(whole, k=begin or None, seed=1)
    ranks = _pagerank(whole)
    groups = sorted(
        (
            sorted(group, key=lambda iri: (-ranks[iri], iri))
            for group in nx.community.louvain_communities(whole, seed=1)
        ),
        key=lambda group: (-len(group), group[0]),
    )
    home = {iri: number for number, group in enumerate(groups) for iri in group}
    measures = {iri: Measures(int(whole.degree(iri)), central[iri], ranks[iri], home[iri]) for iri in whole}
    return Network(found, tied, measures, tuple(map(tuple, groups)), begin == len(whole))


def _pagerank(whole: "nx.Graph[str]", damping: float = 0.85, rounds: int = 100) -> dict[str, float]:
    """By weight; NetworkX's own needs SciPy."""
    ranks = dict.fromkeys(whole, 1 / max(1, len(whole)))
    strength = dict(whole.degree(weight="weight"))
    for _ in range(rounds):
        ranks = {
            iri: (1 - damping) / len(whole)
            + damping * sum(ranks[near] * edge["weight"] / strength[near] for near, edge in whole[iri].items())
            for iri in whole
        }
    return ranks
