"""The naive ways, for comparison: SPARQL property paths, and a loop over an rdflib graph, between the same things.

python benchmarks/explore/naive.py STORE ONE OTHER [ONE OTHER ...] is the property paths alone; `measure` runs it so, to
be able to end it.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Store
from rdflib import Graph, URIRef

from mandategraph.store.snapshot import Snapshot

_STEP, _LENGTH = "(!<urn:nothing>|!^<urn:nothing>)", 4
_SECONDS, _BYTES = 60, 8 << 30
_RDFLIB_MOST = 1_000_000

Pair = tuple[str, ...]


def measure(found: Snapshot, pairs: Sequence[Pair]) -> None:
    """Print how long it takes to learn whether there is a connection of at most four steps."""
    print(f"\nnaive, {len(pairs)} pairs, as SPARQL property paths: {_property_paths(found.store, pairs)}", flush=True)
    print(f"naive, the same as a loop over rdflib: {_over_rdflib(found, pairs)}", flush=True)


def _property_paths(store: Path, pairs: Sequence[Pair]) -> str:
    words = [sys.executable, __file__, str(store), *(iri for pair in pairs for iri in pair)]
    try:
        done = subprocess.run(words, timeout=_SECONDS, capture_output=True, text=True, check=False)
    except subprocess.TimeoutExpired:
        return f"not ended after {_SECONDS} s"
    return done.stdout.strip() if done.returncode == 0 else f"ended without an answer, within {_BYTES >> 30} GB"


def _over_rdflib(found: Snapshot, pairs: Sequence[Pair]) -> str:
    if found.manifest.statements > _RDFLIB_MOST:
        return "not tried, rdflib takes about 1 GB per million statements"
    graph = Graph()
    for quad in Store.read_only(str(found.store)).quads_for_pattern(None, None, None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            graph.add((URIRef(quad.subject.value), URIRef(quad.predicate.value), URIRef(quad.object.value)))
    return _timed(lambda one, other: _loop(graph, URIRef(one), URIRef(other)), pairs)


def _loop(graph: Graph, one: URIRef, other: URIRef) -> bool:
    """Breadth first, everything that is met."""
    seen, edge = {one}, {one}
    for _ in range(_LENGTH):
        edge = {
            near
            for node in edge
            for near in (*graph.objects(node, None), *graph.subjects(None, node))
            if isinstance(near, URIRef) and near not in seen
        }
        if other in edge:
            return True
        seen |= edge
    return False


def _asked(store: Store, one: str, other: str) -> bool:
    ways = (f"{{ <{one}> {'/'.join([_STEP] * steps)} <{other}> }}" for steps in range(1, _LENGTH + 1))
    return bool(store.query(f"ASK {{ {' UNION '.join(ways)} }}"))


def _timed(work: Callable[[str, str], bool], pairs: Sequence[Pair]) -> str:
    times = []
    for one, other in pairs:
        begun = time.perf_counter()
        work(one, other)
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    return f"p50 {times[len(times) // 2]:.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms"


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    opened = Store.read_only(sys.argv[1])
    print(_timed(lambda one, other: _asked(opened, one, other), list(zip(sys.argv[2::2], sys.argv[3::2], strict=True))))
