"""Answers as files: each says what was asked, of which version of the graph, and how to cite it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Annotated
from urllib.parse import urlencode

import msgspec
import networkx as nx
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from mandategraph import __version__
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.catalogue import Function
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Statement, Thing, says
from mandategraph.vocabulary import DCTERMS, LABEL, PREFIXES

FORMATS = {
    "json": "application/json",
    "csv": "text/csv",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "graphml": "application/graphml+xml",
}
"""The formats of every answer, by name."""
_RDF = {"turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}
_ADDRESS = "https://w3id.org/mandategraph/api/"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CITED = 20
"""Documents that a citation names."""


@dataclass(frozen=True)
class Asked:
    """A question as it was asked, and of what."""

    question: Annotated[str, says("The name of the question")]
    parameters: Annotated[dict[str, list[str]], says("The parameters as given")]
    version: Annotated[str, says("The version of the graph")]
    citation: Annotated[str, says("A line to cite the answer by")]

    @property
    def address(self) -> str:
        """The IRI that names the answer."""
        query = urlencode(self.parameters, doseq=True)
        return _ADDRESS + self.question + (f"?{query}" if query else "")


def asked(graph: Graph, question: Function, given: Mapping[str, Sequence[str]]) -> Asked:
    """What is told of a question; the documents that the graph is made from are in the citation."""
    values = {name: list(given[name]) for name in question.parameters if any(given.get(name, ()))}
    words = "; ".join(f"{name}: {', '.join(texts)}" for name, texts in values.items())
    line = citation(graph, f"{question.name} ({words})" if words else question.name)
    return Asked(question.name, values, graph.state.version, line)


def citation(graph: Graph, told: str) -> str:
    """A line to cite an answer by; `told` names the question."""
    documents = graph.state.remember("documents cited", lambda: _cited(graph))
    return f"mandategraph {__version__}, {told}; graph {graph.state.version}, after {documents or 'a file'}; CC BY 4.0"


def _cited(graph: Graph) -> str:
    """The documents by name; of very many the first, and how many more there are."""
    chosen = sorted(graph.state.documents)
    named = [thing.name for _, thing in sorted(graph.things(chosen[:_CITED]).items())]
    more = len(chosen) - len(named)
    return "; ".join([*named, f"{more:,} more documents"] if more else named)


def export(answer: Answer, question: Asked, form: str) -> bytes:
    """An answer in one of FORMATS."""
    if form == "json":
        return msgspec.json.encode({"asked": question, "answer": answer})
    if form == "csv":
        return _csv(answer, question)
    if form == "graphml":
        return _graphml(answer, question)
    triples = dict.fromkeys(_triples(answer, question))
    return serialize(triples, format=_RDF[form], prefixes=PREFIXES if form == "turtle" else None) or b""


def _csv(answer: Answer, question: Asked) -> bytes:
    """RFC 4180 after three lines of comment; what a spreadsheet would take for a formula begins with an apostrophe."""
    file = StringIO()
    for line in (question.address, f"graph {question.version}", question.citation):
        file.write(f"# {line}\r\n")
    writer = csv.writer(file)
    writer.writerow(answer.columns)
    writer.writerows([_safe(cell) for cell in row] for row in answer.rows())
    return file.getvalue().encode()


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _graphml(answer: Answer, question: Asked) -> bytes:
    network = answer.to_networkx()
    network.graph |= {"query": question.address, "version": question.version, "citation": question.citation}
    file = BytesIO()
    nx.write_graphml(network, file, named_key_ids=True)
    return file.getvalue()


def _triples(answer: Answer, question: Asked) -> Iterator[Triple]:
    node = NamedNode(question.address)
    yield Triple(node, NamedNode(DCTERMS + "bibliographicCitation"), Literal(question.citation))
    yield Triple(node, NamedNode(DCTERMS + "hasVersion"), Literal(question.version))
    for statement in answer.statements():
        yield from _triple(statement)
        for thing in (statement.subject, statement.object):
            if thing.iri:
                yield Triple(NamedNode(thing.iri), LABEL, Literal(thing.name, language="en"))


def _triple(statement: Statement) -> Iterator[Triple]:
    ends = statement.subject, statement.object
    subject, value = ends[::-1] if statement.backwards else ends
    if subject.iri and statement.relation.iri:
        yield Triple(NamedNode(subject.iri), NamedNode(statement.relation.iri), _term(value))


def _term(thing: Thing) -> NamedNode | Literal:
    if thing.iri:
        return NamedNode(thing.iri)
    if thing.language:
        return Literal(thing.name, language=thing.language)
    return Literal(thing.name, datatype=NamedNode(thing.datatype)) if thing.datatype else Literal(thing.name)
