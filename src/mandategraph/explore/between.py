"""What stands between pairs of things."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from mandategraph.evidence import NOT_FACTS, basis_of
from mandategraph.explore.graph import Graph, evidence, iri_of, load
from mandategraph.explore.model import Statement, Thing

_BETWEEN = load("between")

Between = dict[frozenset[str], dict[tuple[str, str], set[str]]]
"""By two things, the property and its subject, the graphs that say so."""


def between(graph: Graph, pairs: Iterable[tuple[str, str]]) -> Between:
    """All facts between the two of each pair, in one query; each pair costs two look-ups, however many there are."""
    both = sorted({way for one, other in pairs for way in ((one, other), (other, one))})
    terms = " ".join(f"({NamedNode(one)} {NamedNode(other)})" for one, other in both)
    found: Between = defaultdict(lambda: defaultdict(set))
    for row in graph.rows(_BETWEEN.replace("(UNDEF UNDEF)", terms)) if terms else ():
        one, relation, other, name = (iri_of(term) for term in row)
        if basis_of(name) not in NOT_FACTS:
            found[frozenset((one, other))][relation, one].add(name)
    return found


def told_from(
    graph: Graph, things: Mapping[str, Thing], here: str, there: str, relation: str, subject: str, graphs: Iterable[str]
) -> Statement:
    """A fact between two things, as read from `here`."""
    out = subject == here or relation in graph.schema.symmetric
    backwards = not out and relation not in graph.schema.inverse
    return Statement(things[here], graph.relation(relation, out), things[there], evidence(graphs), backwards)
