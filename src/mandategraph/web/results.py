"""An answer as people read it: labels for IRIs, and for each named graph the sign of the evidence that it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from mandategraph.evidence import basis_of, parted
from mandategraph.explore.graph import Graph, evidence, iri_of, text_of
from mandategraph.explore.model import Evidence
from mandategraph.queries import beside
from mandategraph.store.engine import Answer, Row, Term
from mandategraph.vocabulary import PREFIXES, SDG, compact, prefixed
from mandategraph.web.shapes import shape
from mandategraph.web.terms import FOREIGN_LABELS, href, shown

MOST = 500
"""Rows that a page shows; the files have all."""
FORMAT_NAMES = {
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF/XML",
}
"""What people call the formats of answers."""
_LABELS, _HELD = (beside(__file__, name) for name in ("labels", "held"))
_AREA = re.compile(re.escape(SDG + "codes/geoArea/") + r"\d{3}|" + re.escape(PREFIXES["country"]) + r"\w{3}")


@dataclass(frozen=True)
class Cell:
    """A term ready for a page. `evidence` is given for a named graph, which shows as the signs of its paragraph."""

    text: str
    href: str | None = None
    language: str | None = None
    iri: str | None = None
    shape: str | None = None
    number: bool = False
    evidence: tuple[Evidence, ...] = ()

    @property
    def name(self) -> str:
        """The prefixed name of an IRI, where it says more than the text."""
        short = prefixed(self.iri) if self.iri else ""
        return "" if short == self.text else short

    @property
    def place(self) -> bool:
        """Whether it is a country, or a country or territory of the M49 list, and so may be on the map."""
        return self.iri is not None and _AREA.fullmatch(self.iri) is not None


@dataclass(frozen=True)
class Results:
    """The first rows of an answer; `count` is how many it has."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    count: int
    kind: str

    @property
    def numeric(self) -> tuple[bool, ...]:
        """For each column whether it holds only numbers."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        return tuple(any(column) and all(cell is None or cell.number for cell in column) for column in columns)

    @property
    def has_evidence(self) -> bool:
        """Whether any row ends in signs."""
        return any(cell and cell.evidence for row in self.rows for cell in row)


def results(graph: Graph, answer: Answer, query: str) -> Results:
    """An answer to a query as a table; that of ASK is a table of one cell."""
    if answer.boolean is not None:
        return Results(("answer",), ((Cell("yes" if answer.boolean else "no"),),), 1, "answer")
    rows = list(answer.rows())
    first = rows[:MOST]
    names = labels(graph, (iri_of(term) for row in first for term in row))
    graphs = [_asked_as_graph(query, name) for name in answer.variables]
    made = tuple(
        tuple(cell(term, names, as_graph) for term, as_graph in zip(row, graphs, strict=True)) for row in first
    )
    if not answer.is_graph:
        return Results(answer.variables, made, len(rows), "row")
    found = _held(graph, first)
    signed = tuple((*cells, sign(found.get(row, ()))) for cells, row in zip(made, first, strict=True))
    return Results((*answer.variables, "evidence"), signed, len(rows), "statement")


def _held(graph: Graph, rows: Sequence[Row]) -> dict[Row, set[str]]:
    """The graphs that hold statements; none for those that only the query has made."""
    subjects, predicates = ([term for term in terms if isinstance(term, NamedNode)] for terms in _ends(rows))
    held: dict[Row, set[str]] = {}
    for *statement, name in graph.rows(_HELD, subject=subjects, predicate=predicates) if subjects else ():
        held.setdefault(tuple(statement), set()).add(iri_of(name))
    return held


def _ends(rows: Sequence[Row]) -> tuple[dict[Term | None, None], dict[Term | None, None]]:
    return dict.fromkeys(row[0] for row in rows), dict.fromkeys(row[1] for row in rows)


def sign(graphs: Iterable[str]) -> Cell | None:
    """The evidence that graphs give, as a cell: that of facts, where there is none that of what is no fact."""
    facts, plans = parted(graphs)
    proof = evidence(facts or plans)
    return Cell("", evidence=proof) if proof else None


def labels(graph: Graph, iris: Iterable[str]) -> dict[str, str]:
    """The labels of things that have one."""
    asked = [NamedNode(iri) for iri in dict.fromkeys(iris) if iri]
    rows: Sequence[Row] = graph.rows(_LABELS, thing=asked) if asked else ()
    return {iri_of(row[0]): text_of(row[1]) or "" for row in rows}


def cell(term: Term | None, names: dict[str, str], as_graph: bool = False) -> Cell | None:
    """A term as a cell. The IRI of a paragraph is also that of the graph of what it states: `as_graph` says which."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        iri = term.value
        name = names.get(iri) or FOREIGN_LABELS.get(compact(iri)) or prefixed(iri)
        proof = evidence([iri]) if as_graph and basis_of(iri) else ()
        return Cell(name, href(iri), None, iri, shape(iri), evidence=proof)
    found = shown(term)
    assert found is not None
    graphs = term.value.split() if as_graph and isinstance(term, Literal) else []
    if graphs and all(map(basis_of, graphs)):
        return sign(graphs)
    number = isinstance(term, Literal) and term.datatype.value.rpartition("#")[2] in ("integer", "decimal", "double")
    return Cell(
        "_:" + term.value[:8] if isinstance(term, BlankNode) else found.text, language=found.language, number=number
    )


def _asked_as_graph(query: str, variable: str) -> bool:
    """Whether a variable is that of a GRAPH, or the list of those of a group."""
    joined = rf"\bGROUP_CONCAT\s*\(\s*DISTINCT\s+STR\([?$](\w+)\)\s*;[^()]*\)\s*AS\s+[?$]{re.escape(variable)}\b"
    listed = re.search(joined, query, re.IGNORECASE)
    name = re.escape(listed[1] if listed else variable)
    return re.search(rf"\bGRAPH\s*[?$]{name}\b", query, re.IGNORECASE) is not None
