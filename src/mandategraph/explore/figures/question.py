"""Figures and results: how many, of what, by which work, where and when."""

from dataclasses import dataclass
from typing import Annotated

import msgspec
from pyoxigraph import Literal, NamedNode

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.figures.about import iris
from mandategraph.explore.figures.read import MOST, Figure, Terms, read, years
from mandategraph.explore.figures.totals import Total, totals
from mandategraph.explore.graph import Graph, iri_of, load, text_of
from mandategraph.explore.model import Thing, says, signs
from mandategraph.vocabulary import MG

_UNDER, _UNITS = load("figures/under"), load("figures/units")
_PROGRAMME = "under programme"


@dataclass(frozen=True, repr=False)
class Figures(Answer):
    """The numbers that the text gives; what is planned or said with reservation is apart."""

    thing: Annotated[Thing | None, says("Whose figures they are, where one was asked for")]
    country: Annotated[Thing | None, says("The country, where one was asked for")]
    figures: Annotated[tuple[Figure, ...], says("The figures, by unit, the largest first")]
    of_more: Annotated[
        tuple[Figure, ...],
        says("Where a country was asked for: figures that count other countries with it; not its own"),
    ]
    planned: Annotated[tuple[Figure, ...], says("Figures that are planned or said with reservation: not facts")]
    totals: Annotated[
        tuple[Total, ...], says("Sums by unit and measure where nothing overlaps, else why there is none")
    ]
    complete: Annotated[bool, says(f"False where more than {MOST} figures fit; there is no total then")]

    columns = (
        "status", "qualifier", "value", "unit", "measures", "when", "of", "programme", "places", "contradicted",
        "evidence",
    )  # fmt: skip

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row a figure."""
        parts = (("fact", self.figures), ("of more countries", self.of_more), ("apart", self.planned))
        return [(status, *_cells(figure)) for status, figures in parts for figure in figures]


def _cells(figure: Figure) -> tuple[Cell, ...]:
    programmes = (one.object.name for one in figure.under if one.relation.name == _PROGRAMME)
    return (
        figure.qualifier,
        figure.value,
        figure.unit,
        figure.measures,
        figure.as_of or figure.period,
        "; ".join(dict.fromkeys(one.subject.name for one in figure.of)),
        "; ".join(dict.fromkeys(programmes)) or None,
        "; ".join(one.object.name for one in figure.places) or None,
        figure.contradicted,
        signs(figure.evidence),
    )


def figures(
    graph: Graph,
    thing: Annotated[
        str | None, says("A work, programme, treaty, body, theme or country; also what is part of it, or done by it")
    ] = None,
    *,
    unit: Annotated[str | None, says("Only this unit: person, country, legal case, United States dollar …")] = None,
    measure: Annotated[str | None, says("Only what measures something with these words: trained, cases")] = None,
    programme: Annotated[str | None, says("Only what belongs to this programme or other work")] = None,
    country: Annotated[str | None, says("Only what was counted in this country, or in several and this one")] = None,
    year: Annotated[
        Annotated[int, msgspec.Meta(ge=1900, le=2200)] | None, says("Only where the text names this year")
    ] = None,
    document: Annotated[str | None, says("Only what this document says")] = None,
) -> Figures:
    """How many: people trained, countries assisted, cases, parties, money; by which work, where, in which paragraph."""
    iri = graph.thing(thing) if thing else None
    land = graph.thing(country, MG + "Country") if country else None
    wholes = [found for found in (iri, land, graph.thing(programme, MG + "Work") if programme else None) if found]
    if iri and not land and _is_country(graph, iri):
        land = iri
    terms: Terms = {"figure": _common(graph, wholes)} if wholes else {}
    terms |= {"unit": NamedNode(unit_of(graph, unit))} if unit else {}
    terms |= {"measure": Literal(measure.strip().lower())} if measure else {}
    terms |= {"document": NamedNode(graph.thing(document))} if document else {}
    facts, planned = read(graph, terms) if terms.get("figure", True) else ([], [])
    complete = len(facts) + len(planned) <= MOST
    if year:
        facts, planned = ([one for one in found if _in(one, year)] for found in (facts, planned))
    facts, planned = (sorted(found, key=_order) for found in (facts, planned))
    own, more = facts, []
    if land:
        own = [one for one in facts if one.countries == {land}]
        more = [one for one in facts if one not in own and land in iris(one.places)]
    sums = totals(graph, own, measure) if complete else ()
    names = graph.things(found for found in (iri, land) if found)
    return Figures(names.get(iri or ""), names.get(land or ""), tuple(own), tuple(more), tuple(planned), sums, complete)


def _is_country(graph: Graph, iri: str) -> bool:
    named = graph.state.names.describe([iri]).get(iri)
    return named is not None and MG + "Country" in named.types


def _common(graph: Graph, wholes: list[str]) -> list[NamedNode]:
    """The figures that belong to all of some things; one query for each."""
    found = [{iri_of(row[0]) for row in graph.rows(_UNDER, thing=NamedNode(iri))} for iri in wholes]
    return [NamedNode(iri) for iri in sorted(set.intersection(*found))]


def units(graph: Graph) -> dict[str, str]:
    """The units that there are: their names by IRI."""
    return graph.state.remember(
        "figures.units", lambda: {iri_of(unit): text_of(label) or "" for unit, label in graph.rows(_UNITS)}
    )


def unit_of(graph: Graph, text: str) -> str:
    """The IRI of a unit by its name. Raises ParameterInvalid, naming those that there are."""
    known = units(graph)
    found = graph.schema.term(text, known)
    if found is None:
        raise ParameterInvalid(f"unit={text!r} is none of the units: {', '.join(sorted(known.values()))}")
    return found


def _in(figure: Figure, year: int) -> bool:
    return year in years(figure.as_of) | years(figure.period)


def _order(figure: Figure) -> tuple[str, float, str]:
    return figure.unit, -figure.value, figure.measures
