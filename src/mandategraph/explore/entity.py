"""Everything about a thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pyoxigraph import Literal

from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.graph import Graph, number
from mandategraph.explore.grouping import Group, cells, groups
from mandategraph.explore.links import CALLED, CODES, NAMES, NO_RELATIONS, Link, links, told
from mandategraph.explore.model import Statement, Thing, says
from mandategraph.trig import natural
from mandategraph.vocabulary import RDF, XSD, mg

_TYPE = RDF + "type"
_FIGURE = mg("figure").value
_DATES = tuple(XSD + name for name in ("date", "gYear", "gYearMonth", "dateTime"))
_EACH = 25


@dataclass(frozen=True, repr=False)
class Entity(Answer):
    """Everything about a thing; what is planned or said with reservation is apart."""

    thing: Annotated[Thing, says("The thing")]
    summary: Annotated[str | None, says("For a paragraph, our one-line summary")]
    also_called: Annotated[tuple[str, ...], says("Aliases and acronyms")]
    codes: Annotated[tuple[str, ...], says("Codes and symbols")]
    types: Annotated[tuple[str, ...], says("Its classes, as stated")]
    paragraphs: Annotated[tuple[str, ...], says("The numbers of the paragraphs that speak of it")]
    count: Annotated[int, says("How many statements of fact there are about it")]
    relations: Annotated[tuple[Group, ...], says("Its relations")]
    figures: Annotated[tuple[Statement, ...], says("Its figures")]
    timeline: Annotated[tuple[Statement, ...], says("Its dates, in order")]
    apart: Annotated[tuple[Group, ...], says("What is planned or said with reservation: not facts")]

    columns = ("status", "relation", "direction", "thing", "type", "iri", "evidence")

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row a statement that is shown."""
        return [
            (status, group.relation.name, group.direction, *cells(statement))
            for status, groups in (("fact", self.relations), ("apart", self.apart))
            for group in groups
            for statement in group.statements
        ]


def entity(graph: Graph, thing: Annotated[str, says("A thing by IRI, code or name")]) -> Entity:
    """Everything about a thing: names, relations both ways with counts, figures, dates, and the evidence on each."""
    iri = graph.thing(thing)
    this = graph.things([iri])[iri]
    facts, apart = links(graph, iri)
    plain = [link for link in facts if link.relation not in NO_RELATIONS]
    dated = [link for link in plain if isinstance(link.other, Literal) and link.other.datatype.value in _DATES]
    figures = [link for link in plain if link.relation == _FIGURE and link.out]
    rest = [link for link in plain if link not in dated and link not in figures]
    mentioned = {link.other.value for link in facts if link.relation == mg("mentionedIn").value and link.out}
    return Entity(
        this,
        next((link.other.value for link in facts if link.relation == mg("summary").value and link.out), None),
        _values(facts, CALLED),
        _values(facts, CODES),
        tuple(sorted({graph.schema.name(link.other.value) for link in facts if link.relation == _TYPE and link.out})),
        tuple(sorted({number(paragraph) or "" for paragraph in mentioned}, key=natural)),
        len(plain),
        groups(graph, this, rest, _EACH),
        tuple(told(graph, this, figures)),
        tuple(sorted(told(graph, this, dated), key=lambda statement: statement.object.name)),
        groups(graph, this, [link for link in apart if link.relation not in NAMES], _EACH),
    )


def _values(found: Iterable[Link], relations: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted({link.other.value for link in found if link.relation in relations and link.out}))
