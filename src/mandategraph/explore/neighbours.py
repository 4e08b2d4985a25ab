"""The neighbours of a thing: counts first, then one relation page by page."""

from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from pyoxigraph import NamedNode

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.graph import Graph, load
from mandategraph.explore.grouping import Group, cells, groups, order, type_of
from mandategraph.explore.links import NO_RELATIONS, Link, links, told
from mandategraph.explore.model import Basis, Statement, Thing, says
from mandategraph.vocabulary import ID

_STATUS = load("status")


@dataclass(frozen=True, repr=False)
class Neighbours(Answer):
    """How many neighbours a thing has by relation and type; of one relation, a page of them."""

    thing: Annotated[Thing, says("The thing")]
    total: Annotated[int, says("How many statements the filters leave")]
    groups: Annotated[tuple[Group, ...], says("Counts by relation and type; without statements")]
    page: Annotated[int, says("The number of the page")]
    pages: Annotated[int, says("How many pages there are")]
    statements_here: Annotated[
        tuple[Statement, ...], says("The statements of this page; only where a relation is given")
    ]

    columns = ("relation", "direction", "thing", "type", "iri", "evidence")

    def rows(self) -> list[tuple[Cell, ...]]:
        """The statements of the page; without a relation, the counts by relation and type."""
        if self.statements_here:
            return [(one.relation.name, None, *cells(one)) for one in self.statements_here]
        return [
            (group.relation.name, group.direction, f"{count} of them", kind, None, None)
            for group in self.groups
            for kind, count in group.types.items()
        ]


def neighbours(
    graph: Graph,
    thing: Annotated[str, says("A thing by IRI, code or name")],
    *,
    relation: Annotated[
        str | None, says("Only this property (its name or IRI); gives the statements, page by page")
    ] = None,
    direction: Annotated[
        Literal["out", "in"] | None, says("Only where the thing is the subject (out) or the object (in)")
    ] = None,
    type: Annotated[str | None, says("Only neighbours of this type")] = None,
    basis: Annotated[
        Basis | None, says("Only statements with evidence of this basis; planned and hedged are no facts")
    ] = None,
    status: Annotated[Literal["planned", "ongoing", "completed"] | None, says("Only neighbours of this status")] = None,
    document: Annotated[str | None, says("Only what this document says")] = None,
    page: Annotated[int, msgspec.Meta(ge=1, description="The number of the page")] = 1,
    size: Annotated[int, msgspec.Meta(ge=1, le=500, description="Statements a page")] = 50,
) -> Neighbours:
    """Counts by relation and type first; with a relation, its statements page by page."""
    iri = graph.thing(thing)
    this = graph.things([iri])[iri]
    facts, apart = links(graph, iri)
    found = [link for link in (apart if basis in ("planned", "hedged") else facts) if link.relation not in NO_RELATIONS]
    if basis:
        found = [link for link in found if any(sign.basis == basis for sign in link.evidence)]
    if document:
        home = graph.thing(document)
        found = [link for link in found if any(sign.graph.startswith(home) for sign in link.evidence)]
    if direction:
        found = [link for link in found if link.out == (direction == "out")]
    if status:
        found = _of_status(graph, found, status)
    if type:
        found = _of_type(graph, found, type)
    counted = groups(graph, this, found, 0)
    if relation is None:
        return Neighbours(this, len(found), counted, 1, 1, ())
    chosen = _of_relation(graph, found, relation)
    others = graph.things(link.other.value for link in chosen if isinstance(link.other, NamedNode))
    ordered = sorted(chosen, key=lambda link: (not link.out, order(others, link)))
    here = told(graph, this, ordered[(page - 1) * size : page * size])
    return Neighbours(this, len(chosen), counted, page, max(1, -(-len(chosen) // size)), tuple(here))


def _of_relation(graph: Graph, found: list[Link], text: str) -> list[Link]:
    """The links of a property, by its name or that of its inverse; either finds both directions."""
    schema = graph.schema
    asked = schema.term(text, [*schema.labels, *(link.relation for link in found)])
    chosen = [link for link in found if asked and asked in (link.relation, schema.inverse.get(link.relation))]
    if not chosen:
        there = ", ".join(sorted({graph.relation(link.relation, link.out).name for link in found})) or "none"
        raise ParameterInvalid(f"relation={text!r} leads nowhere from here; there are {there}")
    return chosen


def _of_type(graph: Graph, found: list[Link], text: str) -> list[Link]:
    others = graph.things(link.other.value for link in found if isinstance(link.other, NamedNode))
    schema = graph.schema
    asked = schema.term(text, schema.labels)
    names = {schema.name(name) for name in schema.below(asked)} if asked else {text}
    kept = [link for link in found if type_of(others, link) in names]
    if not kept:
        there = ", ".join(sorted({type_of(others, link) for link in found})) or "none"
        raise ParameterInvalid(f"type={text!r} is none of the types here; there are {there}")
    return kept


def _of_status(graph: Graph, found: list[Link], status: str) -> list[Link]:
    others = [link.other for link in found if isinstance(link.other, NamedNode)]
    kept = (
        {row[0] for row in graph.rows(_STATUS, other=others, status=NamedNode(f"{ID}status/{status}"))}
        if others
        else set()
    )
    return [link for link in found if link.other in kept]
