"""Figures as the text gives them: the number with its qualifier, whose it is, where, when and under what."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pyoxigraph import Literal, NamedNode

from mandategraph.evidence import parted
from mandategraph.explore.figures.about import About, iris
from mandategraph.explore.graph import Graph, evidence, iri_of, load, text_of
from mandategraph.explore.model import Evidence, Statement, Thing, says, signs
from mandategraph.store.engine import Row

_FIGURES = load("figures/figures")
_YEARS = re.compile(r"\b(\d{4})\b(?:\s*-\s*(\d{4})\b)?")
MOST = 500
Terms = dict[str, NamedNode | Literal | Sequence[NamedNode]]


@dataclass(frozen=True)
class Figure:
    """A number that the text gives."""

    figure: Annotated[Thing, says("The figure")]
    value: Annotated[int | float, says("The number")]
    qualifier: Annotated[str | None, says("How exact it is: more than, nearly; null: just the number")]
    unit: Annotated[str, says("What it counts, in general: person, country, legal case")]
    measures: Annotated[str, says("What it counts, in particular")]
    as_of: Annotated[str | None, says("The date at which it stood so")]
    period: Annotated[str | None, says("The period that it covers, or when it was, in the words of the text")]
    evidence: Annotated[tuple[Evidence, ...], says("Where the number stands")]
    of: Annotated[tuple[Statement, ...], says("Whose figure it is")]
    places: Annotated[
        tuple[Statement, ...],
        says("Where it was counted; else the countries and regions of the work whose figure it is"),
    ]
    incomplete: Annotated[bool, says("These countries are not all: the text calls the list incomplete, or has regions")]
    under: Annotated[tuple[Statement, ...], says("The programmes and wholes to which the work belongs")]
    contradicted: Annotated[str | None, says("What is said against it: another number, or our remark on it")] = None

    @property
    def countries(self) -> frozenset[str]:
        """The IRIs of all its countries; empty where not all are known."""
        return frozenset() if self.incomplete else iris(self.places)

    @property
    def works(self) -> frozenset[str]:
        """The IRIs of those whose figure it is."""
        return frozenset(one.subject.iri for one in self.of if one.subject.iri)

    def __str__(self) -> str:
        return " ".join(part for part in (self.qualifier, f"{self.value:,}", self.measures) if part)


def years(text: str | None) -> frozenset[int]:
    """The years that a text names.

    >>> sorted(years("biennium 2016-2017"))
    [2016, 2017]
    """
    spans = ((int(first), int(last or first)) for first, last in _YEARS.findall(text or ""))
    return frozenset(year for first, last in spans for year in range(first, last + 1))


def read(graph: Graph, terms: Terms) -> tuple[list[Figure], list[Figure]]:
    """The figures that terms for the slots of figures.rq leave: those that are facts, and those planned or hedged.

    If they are more than MOST, there are others that are not read.
    """
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in graph.rows(_FIGURES, **terms):
        rows[iri_of(row[0]), text_of(row[1]) or ""].append(row)
    about = About(graph, sorted({figure for figure, _ in rows}))
    facts: list[Figure] = []
    apart: list[Figure] = []
    for (figure, _), found in rows.items():
        held, plans = parted(iri_of(row[9]) for row in found)
        if held:
            facts.append(_figure(about, figure, found[0], held))
        if plans:
            apart.append(_figure(about, figure, found[0], plans, planned=True))
    return _contradicted(facts), apart


def _figure(about: About, iri: str, row: Row, graphs: set[str], planned: bool = False) -> Figure:
    value, measures, qualifier, as_of, period, when, reason = (text_of(row[place]) for place in (1, 3, 4, 5, 6, 7, 8))
    around = about.around(iri, planned)
    return Figure(
        about.names[iri],
        float(value or 0) if "." in (value or "") else int(value or 0),
        qualifier,
        about.graph.schema.name(iri_of(row[2])),
        measures or "",
        as_of,
        period or when,
        evidence(graphs),
        around.of,
        around.places,
        around.incomplete,
        around.under,
        reason,
    )


def _contradicted(found: list[Figure]) -> list[Figure]:
    """Marks numbers of the same thing, unit, measure and time that differ."""
    alike: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for one in found:
        alike[one.unit, one.measures, one.as_of, one.period].append(one)
    return [_marked(one, alike[one.unit, one.measures, one.as_of, one.period]) for one in found]


def _marked(one: Figure, alike: list[Figure]) -> Figure:
    others = [other for other in alike if other.value != one.value and other.works & one.works]
    said = "; ".join(f"another number is given: {other}, {signs(other.evidence)}" for other in others)
    return replace(one, contradicted=one.contradicted or said) if said else one
