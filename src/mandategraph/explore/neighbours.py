"""The neighbours of a thing: counts first, then one relation page by page."""

from dataclasses import dataclass, replace
from typing import Annotated, Literal

import msgspec

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.graph import Graph
from mandategraph.explore.grouping import Group, cells, groups, kind_name, sizes
from mandategraph.explore.grouping import page as group_page
from mandategraph.explore.links import told
from mandategraph.explore.model import Basis, Statement, Thing, says
from mandategraph.store.links import Count, Filter, Link
from mandategraph.vocabulary import ID


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
        str | None,
        says(
            "Only this property (its name or IRI); gives the statements, page by page, by name; of more than 1,000 "
            "those first of whose other end most is said"
        ),
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
    wanted = Filter(
        basis in ("planned", "hedged"),
        bases=None if basis is None else (basis,),
        document=None if document is None else graph.thing(document),
        status=None if status is None else f"{ID}status/{status}",
    )
    counted = [
        count
        for count in graph.state.links.counts(iri, wanted)
        if direction is None or count.out == (direction == "out")
    ]
    if type:
        counted = _of_type(graph, counted, type)
    if relation is None:
        return Neighbours(this, sum(count.links for count in counted), groups(graph, counted, {}), 1, 1, ())
    chosen = _of_relation(graph, counted, relation)
    total = sum(count.links for count in chosen)
    wanted = replace(wanted, kinds=None if type is None else {count.kind for count in chosen})
    here = told(graph, this, _page(graph, this, wanted, chosen, (page - 1) * size, size))
    return Neighbours(this, total, groups(graph, counted, {}), page, max(1, -(-total // size)), tuple(here))


def _page(graph: Graph, this: Thing, wanted: Filter, chosen: list[Count], begin: int, size: int) -> list[Link]:
    """Some of the chosen links, those that lead out first."""
    found: list[Link] = []
    for key, links in sorted(sizes(chosen).items(), key=lambda group: (not group[0][1], group)):
        found += group_page(graph, this, wanted, key, links, size - len(found), max(0, begin))
        begin -= links
    return found


def _of_relation(graph: Graph, counted: list[Count], text: str) -> list[Count]:
    """The links of a property, by its name or that of its inverse; either finds both directions."""
    schema = graph.schema
    asked = schema.term(text, [*schema.labels, *(count.relation for count in counted)])
    chosen = [count for count in counted if asked and asked in (count.relation, schema.inverse.get(count.relation))]
    if not chosen:
        there = ", ".join(sorted({graph.relation(count.relation, count.out).name for count in counted})) or "none"
        raise ParameterInvalid(f"relation={text!r} leads nowhere from here; there are {there}")
    return chosen


def _of_type(graph: Graph, counted: list[Count], text: str) -> list[Count]:
    schema = graph.schema
    asked = schema.term(text, schema.labels)
    below = schema.below(asked) if asked else ()
    kept = [count for count in counted if count.kind in below or kind_name(graph, count.kind) == text]
    if not kept:
        there = ", ".join(sorted({kind_name(graph, count.kind) for count in counted})) or "none"
        raise ParameterInvalid(f"type={text!r} is none of the types here; there are {there}")
    return kept
