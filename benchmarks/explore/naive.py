"""The naive ways, for comparison: one SPARQL property path, and a loop over an rdflib graph."""

import time
from collections.abc import Callable

from pyoxigraph import DefaultGraph, NamedNode, Store
from rdflib import Graph, URIRef

from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import ID, SDG

_FROM, _TO = f"{ID}organization/interpol", f"{SDG}16.4"
_STEP = "(!<urn:nothing>|!^<urn:nothing>)"
_RDFLIB_MOST = 1_000_000


def measure(found: Snapshot) -> None:
    """Print how long a path of four steps takes as one property path, and as a loop."""
    store = Store.read_only(str(found.store))
    query = f"ASK {{ <{_FROM}> {_STEP}/{_STEP}/{_STEP}/{_STEP} <{_TO}> }}"
    print(f"\nnaive: a path of four steps as one property path: {_timed(lambda: bool(store.query(query))):.0f} ms")
    if found.manifest.statements > _RDFLIB_MOST:
        print("naive: a loop over rdflib: not tried, the graph does not fit")
        return
    graph = Graph()
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            graph.add((URIRef(quad.subject.value), URIRef(quad.predicate.value), URIRef(quad.object.value)))
    print(f"naive: the same as a loop over rdflib: {_timed(lambda: _loop(graph)):.0f} ms")


def _loop(graph: Graph) -> int | None:
    """Breadth first, everything that is met."""
    seen, edge = {URIRef(_FROM)}, {URIRef(_FROM)}
    for length in range(1, 5):
        edge = {
            other
            for node in edge
            for other in (*graph.objects(node, None), *graph.subjects(None, node))
            if isinstance(other, URIRef) and other not in seen
        }
        if URIRef(_TO) in edge:
            return length
        seen |= edge
    return None


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
