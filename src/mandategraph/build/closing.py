"""The closure: owlrl says what follows, the rule table from which paragraphs, and each conclusion gets its graph."""

from collections.abc import Iterable, Iterator

import owlrl
import rdflib
from pyoxigraph import NamedNode, Quad
from rdflib.namespace import RDF

from mandategraph.build.describing import graph_of
from mandategraph.evidence import NOT_FACTS, basis_of, paragraph_of
from mandategraph.reason.closure import BACKGROUND, close
from mandategraph.reason.rules import Triple, rules_of
from mandategraph.vocabulary import GRAPH, MG, TYPE

_EVIDENCE = frozenset({"Stated", "Read"})
Facts = dict[Triple, set[str | None]]
"""Triples between IRIs, each with the paragraphs that state it; None stands for the background."""


def facts_of(quads: Iterable[Quad]) -> Facts:
    """The triples that may feed the closure: between IRIs, of our properties, neither planned nor hedged."""
    facts: Facts = {}
    for quad in quads:
        basis = basis_of(graph_of(quad))
        ours = quad.predicate.value.startswith(MG) or quad.predicate == TYPE
        if not ours or basis in (None, "Ontology", *NOT_FACTS):
            continue
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            triple = (quad.subject.value, quad.predicate.value, quad.object.value)
            facts.setdefault(triple, set()).add(paragraph_of(graph_of(quad)) if basis in _EVIDENCE else None)
    return facts


def conclusions(facts: Iterable[Triple], axioms: rdflib.Graph) -> set[Triple]:
    """What follows by OWL 2 RL (owlrl), without the facts themselves and without what is true of anything.

    That somebody cooperates with itself, as one who both organizes and is partner would, is left out too.
    """
    graph = rdflib.Graph()
    graph += axioms
    given = set(facts)
    for triple in given:
        graph.add(tuple(map(rdflib.URIRef, triple)))  # type: ignore[arg-type]
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    terms = set(map(str, axioms.subjects(RDF.type, None)))
    named = (
        triple for triple in graph if isinstance(triple[0], rdflib.URIRef) and isinstance(triple[2], rdflib.URIRef)
    )
    links = {(str(s), str(p), str(o)) for s, p, o in named}
    ours = {(s, p, o) for s, p, o in links if p.startswith(MG) or (p == TYPE.value and o.startswith(MG))}
    return {triple for triple in ours - given if triple[0] not in terms and triple[0] != triple[2]}


def place(facts: Facts, concluded: set[Triple], axioms: rdflib.Graph) -> Iterator[Quad]:
    """A quad for each conclusion and paragraph it follows from alone; else in the graph of what needs several.

    A fact that also follows from a paragraph that does not state it is placed there too: all evidence is found.
    """
    paragraphs = sorted({paragraph for homes in facts.values() for paragraph in homes if paragraph})
    bit = {paragraph: 1 << number for number, paragraph in enumerate(paragraphs)}
    masks = {
        triple: BACKGROUND if None in homes else sum(bit[home] for home in homes if home)
        for triple, homes in facts.items()
    }
    closed = close(masks, rules_of(axioms))
    for triple in sorted(concluded | facts.keys()):
        mask, given = closed.get(triple, 0), masks.get(triple, 0)
        homes = [] if mask == BACKGROUND else [home for home in paragraphs if bit[home] & mask & ~given]
        if homes:
            yield from (_quad(triple, home.replace("/paragraph/", "/inferred/")) for home in homes)
        elif triple in concluded:
            yield _quad(triple, GRAPH + "inferred")


def _quad(triple: Triple, graph: str) -> Quad:
    subject, predicate, value = map(NamedNode, triple)
    return Quad(subject, predicate, value, NamedNode(graph))
