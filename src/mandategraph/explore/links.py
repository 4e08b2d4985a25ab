"""Links of a thing as statements, read from that thing."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from mandategraph.explore.graph import Graph, evidence
from mandategraph.explore.model import Statement, Thing
from mandategraph.store.links import Link


def told(graph: Graph, thing: Thing, found: Iterable[Link]) -> list[Statement]:
    """Links as statements, read from the thing: the relation is named by its inverse where the thing is the object."""
    chosen = list(found)
    others = graph.things(link.other.value for link in chosen if isinstance(link.other, NamedNode))
    return [
        Statement(
            thing,
            graph.relation(link.relation, link.out),
            term(link.other, others),
            evidence(link.graphs),
            not link.out and link.relation not in graph.schema.inverse,
        )
        for link in chosen
    ]


def term(value: NamedNode | Literal, things: dict[str, Thing]) -> Thing:
    """An object as a thing or a plain value."""
    if isinstance(value, NamedNode):
        return things.get(value.value) or Thing(value.value, value.value)
    return Thing(value.value, None, None, None if value.language else value.datatype.value, value.language)
