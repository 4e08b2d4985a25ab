"""The answer to a named query with the evidence of each row: the graphs in which its pattern found it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal

from mandategraph.evidence import paragraph_of
from mandategraph.explore.graph import Graph, iri_of, number
from mandategraph.queries import NamedQuery
from mandategraph.store.engine import Answer, Row, Term
from mandategraph.vocabulary import MG
from mandategraph.web.results import MOST, Cell, Results, cell, labels, sign
from mandategraph.web.shapes import shape
from mandategraph.web.terms import href, value

_GRAPH = re.compile(r"\bGRAPH \?(\w+)")
_SELECT = re.compile(r"\bSELECT( DISTINCT)? (?!\*)(.+?) WHERE\b", re.DOTALL)
_PARAGRAPH, _LAST = "paragraph", "evidence"
_SECOND = frozenset({MG + "M49Area", MG + "LegislativeMandate"})
"""Classes whose things are meant by a name only where nothing else has it."""


@dataclass(frozen=True)
class Evidenced:
    """A query that also selects, after its own columns, the variables of the graphs that give evidence."""

    query: NamedQuery
    graphs: tuple[str, ...]
    merge: bool
    """Rows that differ only in their graphs are one."""


@dataclass(frozen=True)
class _Found:
    row: Row
    graphs: tuple[set[str], ...]


def evidenced(query: NamedQuery) -> Evidenced:
    """A query that selects its evidence, too; one without rows or graphs stays as it is."""
    selected = _SELECT.search(query.text)
    if selected is None:
        return Evidenced(query, (), False)
    names = [name for name in dict.fromkeys(_GRAPH.findall(query.text)) if f"?{name} mg:" in query.text]
    names = [name for name in names if not re.search(rf"\?{name}\b", selected[2])]
    terms = [f"?{name}" for name in names]
    if "GROUP BY" in query.text:
        terms = [f'(GROUP_CONCAT(DISTINCT STR(?{name}); SEPARATOR=" ") AS ?{name}_of)' for name in names]
    text = " ".join([query.text[: selected.end(2)], *terms]) + query.text[selected.end(2) :]
    return Evidenced(replace(query, text=text), tuple(names), bool(selected[1]))


def rows_with_evidence(graph: Graph, asked: Evidenced, answer: Answer, links: bool) -> Results:
    """Its answer: as many rows as the query as it stands has, each with the signs of its evidence.

    A column of paragraph numbers shows the signs of these paragraphs; other evidence stands in a column of its own at
    the end. `links` says that a text which is the name of one thing leads to it.
    """
    own = len(answer.variables) - len(asked.graphs)
    columns = answer.variables[:own]
    found = _merged(answer, own, asked.merge)
    places = [_place(found, columns, at) for at in range(len(asked.graphs))]
    apart = any(place is None for place in places)
    first = found[:MOST]
    names = labels(graph, (iri_of(term) for one in first for term in one.row))
    called = _called(graph, columns, first) if links else {}
    rows = tuple(_cells(one, places, apart, names, called) for one in first)
    return Results((*columns, _LAST) if apart else columns, rows, len(found), "row")


def _merged(answer: Answer, own: int, merge: bool) -> list[_Found]:
    found: list[_Found] = []
    known: dict[Row, _Found] = {}
    for row in answer.rows():
        graphs = tuple(set(value(term).split()) for term in row[own:])
        one = known.setdefault(row[:own], _Found(row[:own], graphs)) if merge else _Found(row[:own], graphs)
        if one.graphs is graphs:
            found.append(one)
        for kept, more in zip(one.graphs, graphs, strict=True):
            kept |= more
    return found


def _place(found: Sequence[_Found], columns: Sequence[str], at: int) -> int | None:
    """The column that holds the numbers of the paragraphs of a graph variable, in every row."""
    for place, name in enumerate(columns):
        told = "paragraph" in name.lower() and any(value(one.row[place]) for one in found)
        if told and all(_numbers(value(one.row[place]).split(", ")) == _paragraphs(one.graphs[at]) for one in found):
            return place
    return None


def _paragraphs(graphs: Iterable[str]) -> set[str]:
    return _numbers(number(paragraph_of(graph)) or "" for graph in graphs)


def _numbers(texts: Iterable[str]) -> set[str]:
    """Numbers as they stand in IRIs: 77(t) is 77t there, and of those in words only the first word is the same."""
    return {re.sub(r"\W", "", text) if text[0].isdigit() else re.split(r"\W", text)[0] for text in texts if text}


def _cells(
    one: _Found, places: Sequence[int | None], apart: bool, names: dict[str, str], called: dict[Term, str]
) -> tuple[Cell | None, ...]:
    cells = [_linked(term, cell(term, names, True), called) for term in one.row]
    last: set[str] = set()
    for graphs, place in zip(one.graphs, places, strict=True):
        if place is None:
            last |= graphs
        elif graphs:
            cells[place] = sign(graphs)
    return (*cells, sign(last)) if apart else tuple(cells)


def _linked(term: Term | None, found: Cell | None, called: dict[Term, str]) -> Cell | None:
    iri = called.get(term) if term is not None else None
    return Cell(value(term), href(iri), None, iri, shape(iri)) if iri else found


def _called(graph: Graph, columns: Sequence[str], found: Iterable[_Found]) -> dict[Term, str]:
    """By text the one thing whose label it is; numbers of paragraphs are parts of their labels."""
    texts = {
        term: f"Paragraph {term.value}" if column == _PARAGRAPH else term.value
        for one in found
        for column, term in zip(columns, one.row, strict=True)
        if isinstance(term, Literal) and (term.language or column == _PARAGRAPH)
    }
    return {term: iri for term, text in texts.items() if (iri := _only(graph, text))}


def _only(graph: Graph, text: str) -> str | None:
    named = [one for one in graph.state.names.exact(text) if one.kind == "label" and one.matched == text]
    best = [one for one in named if not _SECOND & set(one.thing.types)] or named
    iris = {one.thing.iri for one in best}
    return iris.pop() if len(iris) == 1 else None
