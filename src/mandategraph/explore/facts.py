"""Statements about several things at once, each once, with all graphs that hold it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from mandategraph.evidence import parted
from mandategraph.explore.graph import Graph, evidence, iri_of
from mandategraph.explore.links import term
from mandategraph.explore.model import Evidence, Statement, Thing
from mandategraph.store.engine import Row
from mandategraph.vocabulary import ID, mg

_STATUS, _PLANNED = mg("status").value, NamedNode(ID + "status/planned")


@dataclass(frozen=True)
class Fact:
    """A statement by IRIs."""

    subject: str
    relation: str
    other: NamedNode | Literal
    evidence: tuple[Evidence, ...]


def facts(rows: Iterable[Row]) -> tuple[list[Fact], list[Fact]]:
    """Rows of subject, property, object and graph: the facts, and what is only planned or said with reservation."""
    held: dict[tuple[str, str, NamedNode | Literal], set[str]] = defaultdict(set)
    for subject, relation, other, name in rows:
        if isinstance(other, NamedNode | Literal):
            held[iri_of(subject), iri_of(relation), other].add(iri_of(name))
    plain, apart = [], []
    for (subject_iri, relation_iri, other), graphs in held.items():
        told, plans = _signs(frozenset(graphs))
        if told:
            plain.append(Fact(subject_iri, relation_iri, other, told))
        if plans:
            apart.append(Fact(subject_iri, relation_iri, other, plans))
    return plain, apart


@lru_cache(maxsize=4096)
def _signs(graphs: frozenset[str]) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    held, plans = parted(graphs)
    return evidence(held), evidence(plans)


def standing(
    graph: Graph,
    *,
    property: Iterable[str],
    subject: Iterable[str] = (),
    other: Iterable[str] = (),
    limit: int = -1,
) -> tuple[list[Fact], list[Fact]]:
    """Facts by some properties of all subjects, or else about all others; and what stands apart.

    It knows no names and codes, and is not for inverses or symmetric properties; what only follows from a more special
    property that says the same is left out. A negative limit is none.
    """
    things, out = (set(subject), True) if subject else (set(other), False)
    plain: list[Fact] = []
    apart: list[Fact] = []
    found = graph.state.links.among(things, set(property), out, limit) if things else ()
    for thing, relation, end, graphs, aside in found:
        first, second = (thing, end) if out else (iri_of(end), NamedNode(thing))
        (apart if aside else plain).append(Fact(first, relation, second, _signed(graphs)))
    return plain, apart


@lru_cache(maxsize=4096)
def _signed(graphs: str) -> tuple[Evidence, ...]:
    return evidence(graphs.split())


def statements(graph: Graph, found: Iterable[Fact], known: dict[str, Thing] | None = None) -> tuple[Statement, ...]:
    """Facts as statements, by subject and object; `known` saves to look the things up."""
    chosen = list(found)
    things = known if known is not None else graph.things(ends(chosen))
    relations = {iri: graph.relation(iri) for iri in {one.relation for one in chosen}}
    made = [
        Statement(things[one.subject], relations[one.relation], term(one.other, things), one.evidence) for one in chosen
    ]
    return tuple(sorted(made, key=lambda one: (one.subject.name, one.relation.name, one.object.name)))


def ends(found: Iterable[Fact]) -> set[str]:
    """The things that facts join."""
    return {iri for one in found for iri in (one.subject, iri_of(one.other)) if iri}


def of_class(graph: Graph, iris: Iterable[str], kind: str) -> set[str]:
    """Those things that are of a class."""
    below = graph.schema.below(kind)
    return {iri for iri, thing in graph.state.names.describe(sorted(set(iris))).items() if below & set(thing.types)}


def planned(graph: Graph, iris: Iterable[str]) -> set[str]:
    """Those works that are only planned."""
    return {fact.subject for fact in standing(graph, subject=iris, property=[_STATUS])[0] if fact.other == _PLANNED}
