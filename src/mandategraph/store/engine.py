"""The one narrow door to a triple store, and the answer that comes through it."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]

RESULT_FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GRAPH_FORMATS = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}


class Answer(Protocol):
    """What a query gives: rows (SELECT), a boolean (ASK) or triples (CONSTRUCT, DESCRIBE). Read it once."""

    @property
    def is_graph(self) -> bool:
        """Whether the answer consists of triples, and so takes one of GRAPH_FORMATS."""

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the columns; for triples subject, predicate, object; empty for a boolean."""

    @property
    def boolean(self) -> bool | None:
        """The answer of an ASK query, else None."""

    def rows(self) -> Iterator[Row]:
        """The rows, or the triples as rows. Raises QueryFailed where the engine gives up."""

    def serialize(self, form: str) -> bytes:
        """The whole answer in a format of RESULT_FORMATS or GRAPH_FORMATS. Raises NotAcceptable for the wrong one."""


class Engine(Protocol):
    """Answers SPARQL; raises only errors of mandategraph.errors."""

    def query(self, text: str, *, default: Sequence[str] = (), named: Sequence[str] = ()) -> Answer:
        """Evaluate a query; `default` and `named` are the protocol's default-graph-uri and named-graph-uri."""
