"""Totals of figures: only where nothing is counted twice, and never more exact than what is added."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated

from pyoxigraph import NamedNode

from mandategraph.explore.figures.read import Figure, years
from mandategraph.explore.graph import Graph, iri_of, load
from mandategraph.explore.model import says

_PARTS = load("figures/parts")
_SHARES = "per cent"
_LOWER, _UPPER = frozenset({"more than", "at least", "over"}), frozenset({"nearly"})


@dataclass(frozen=True)
class Total:
    """The sum of several figures, or why there is none."""

    unit: Annotated[str, says("The unit of all of them")]
    measures: Annotated[str, says("What they measure, or the words that were asked for")]
    figures: Annotated[int, says("How many figures there are")]
    value: Annotated[int | float | None, says("The sum; null where something may be counted twice")]
    qualifier: Annotated[str | None, says("at least, where any of them is a least number; about, where they differ")]
    note: Annotated[str | None, says("Why there is no sum")]


def totals(graph: Graph, found: Iterable[Figure], asked: str | None) -> tuple[Total, ...]:
    """A total for each unit and measure that several figures share; `asked` is what all of them measure."""
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in found:
        groups[figure.unit, asked or figure.measures].append(figure)
    several = {key: figures for key, figures in groups.items() if len(figures) > 1}
    works = sorted({work for figures in several.values() for figure in figures for work in figure.works})
    nodes = [NamedNode(iri) for iri in works]
    rows = graph.rows(_PARTS, part=nodes, whole=nodes) if nodes else []
    parts = {(iri_of(part), iri_of(whole)) for part, whole in rows}
    return tuple(_total(*key, figures, parts) for key, figures in sorted(several.items()))


def _total(unit: str, measures: str, figures: list[Figure], parts: set[tuple[str, str]]) -> Total:
    note = "shares are not added" if unit == _SHARES else None
    note = note or next(filter(None, (_twice(*pair, parts) for pair in combinations(figures, 2))), None)
    if note:
        return Total(unit, measures, len(figures), None, None, note)
    return Total(unit, measures, len(figures), sum(figure.value for figure in figures), _qualifier(figures), None)


def _twice(one: Figure, other: Figure, parts: set[tuple[str, str]]) -> str | None:
    """Why two figures may count the same; None where they cannot."""
    if one.contradicted or other.contradicted:
        return f"“{one}” or “{other}” is contradicted"
    if one.works & other.works:
        return f"“{one}” and “{other}” are figures of the same thing, and may overlap"
    if any((part, whole) in parts or (whole, part) in parts for part in one.works for whole in other.works):
        return f"of “{one}” and “{other}”, one is of a part of the other"
    times, others = years(one.period), years(other.period)
    if (times and others and not times & others) or (
        one.countries and other.countries and not one.countries & other.countries
    ):
        return None
    return f"“{one}” and “{other}” are not known to be of different countries or periods"


def _qualifier(figures: list[Figure]) -> str | None:
    said = {figure.qualifier for figure in figures} - {None}
    if not said:
        return None
    return "at least" if said <= _LOWER else "at most" if said <= _UPPER else "about"
