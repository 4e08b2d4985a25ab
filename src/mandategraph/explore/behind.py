"""What stands behind a number of a comparison: the statements, one a work, that say it."""

from pyoxigraph import NamedNode

from mandategraph.evidence import BASES
from mandategraph.explore.between import between, told_from
from mandategraph.explore.compare import works_of
from mandategraph.explore.graph import Graph, iri_of, load
from mandategraph.explore.model import Statement
from mandategraph.explore.partners.network import roles
from mandategraph.vocabulary import MG

_HAVING = load("behind")


def behind(graph: Graph, iri: str, relation: str, other: str) -> tuple[Statement, ...]:
    """For each work of a thing, and the thing itself, that has another thing by a relation: the best statement of it.

    They are in the order of the names of the works; what is planned or said with reservation is left out.
    """
    among = [NamedNode(work) for work in (iri, *works_of(graph, iri))]
    rows = graph.rows(_HAVING, work=among, property=NamedNode(relation), other=NamedNode(other))
    works = sorted({iri_of(row[0]) for row in rows})
    found = between(graph, {(work, other) for work in works})
    below = graph.schema.below(relation) | (roles(graph.schema) if relation == MG + "participant" else frozenset())
    things = graph.things({other, *works})
    told = []
    for work in works:
        each = [
            told_from(graph, things, work, other, prop, subject, graphs)
            for (prop, subject), graphs in sorted(found[frozenset((work, other))].items())
            if prop in below and prop not in graph.schema.primary
        ]
        told += sorted(each, key=lambda one: BASES.index(one.evidence[0].basis))[:1]
    return tuple(sorted(told, key=lambda one: one.subject.name))
