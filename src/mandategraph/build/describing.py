"""What the default graph says of each named graph: its basis, and the paragraph or source its statements come from."""

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad

from mandategraph.evidence import basis_of, paragraph_of
from mandategraph.vocabulary import ID, PARAGRAPH_GRAPH, SDG, TYPE, mg

_UNMENTIONED = ("theme/", "status/", "document/", "graph/")


def graph_of(quad: Quad) -> str:
    """The IRI of a quad's named graph; empty for the default graph."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


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
