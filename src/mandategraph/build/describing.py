"""What the default graph says of each named graph: its basis, and the paragraph or source its statements come from."""

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad

from mandategraph.vocabulary import DOCUMENT_GRAPH, GRAPH, ID, PARAGRAPH_GRAPH, SDG, TYPE, mg

BASIS = {"paragraph": "Stated", "reading": "Read", "planned": "Planned", "hedged": "Hedged", "inferred": "Inferred"}
NOT_FACTS = frozenset({"Planned", "Hedged"})
"""The bases whose graphs stay out of the default graph."""

_INFERRED = re.compile(r"(?P<document>.+/id/document/[^/]+)/inferred/(?P<number>[^/]+)")
_UNMENTIONED = ("theme/", "status/", "document/", "graph/")


def graph_of(quad: Quad) -> str:
    """The IRI of a quad's named graph; empty for the default graph."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def basis_of(graph: str) -> str | None:
    """The local name of a graph's basis by its IRI; None where the IRI follows no known form."""
    paragraph = PARAGRAPH_GRAPH.fullmatch(graph)
    if paragraph:
        return BASIS[paragraph["kind"]]
    if _INFERRED.fullmatch(graph) or graph == GRAPH + "inferred":
        return "Inferred"
    if DOCUMENT_GRAPH.fullmatch(graph):
        return "Structure"
    if graph == GRAPH + "things" or graph.startswith(GRAPH + "reference/"):
        return "Reference"
    if graph == GRAPH + "curated":
        return "Curated"
    return "Ontology" if graph == GRAPH + "ontology" else None


def paragraph_of(graph: str) -> str | None:
    """The IRI of the paragraph that a graph belongs to."""
    matched = PARAGRAPH_GRAPH.fullmatch(graph) or _INFERRED.fullmatch(graph)
    return f"{matched['document']}/paragraph/{matched['number']}" if matched else None


def descriptions(graphs: Iterable[str]) -> Iterator[Quad]:
    """Statements of the default graph on each named graph."""
    for graph in graphs:
        basis, paragraph = basis_of(graph), paragraph_of(graph)
        if basis:
            yield Quad(NamedNode(graph), mg("basis"), mg(basis), DefaultGraph())
        if paragraph:
            yield Quad(NamedNode(graph), mg("inParagraph"), NamedNode(paragraph), DefaultGraph())


def mentions(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Which paragraph's stated, planned or hedged graph speaks of which thing; stands in the document's graph."""
    found = set()
    for quad in quads:
        matched = PARAGRAPH_GRAPH.fullmatch(graph_of(quad))
        if not matched or matched["kind"] == "reading":
            continue
        for term in (quad.subject, quad.object):
            if quad.predicate != TYPE and isinstance(term, NamedNode) and _is_thing(term.value):
                found.add((matched["document"], f"{matched['document']}/paragraph/{matched['number']}", term.value))
    for document, paragraph, thing in sorted(found):
        yield Quad(NamedNode(thing), mg("mentionedIn"), NamedNode(paragraph), NamedNode(document))


def _is_thing(iri: str) -> bool:
    if iri.startswith(ID):
        local = iri[len(ID) :]
        return not local.startswith(_UNMENTIONED) or (
            local.startswith("document/") and "/" not in local[len("document/") :]
        )
    return iri.startswith(SDG)
