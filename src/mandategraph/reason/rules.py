"""The axioms that our ontology uses, as a table of rules read from the ontology itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import rdflib
from pyoxigraph import BlankNode
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS

from mandategraph.store.engine import Engine, Term
from mandategraph.vocabulary import MG

Triple = tuple[str, str, str]
"""Subject, predicate and object as IRIs; in a rule, a name that starts with ? is a variable."""

TYPE = str(RDF.type)
_AXIOMS = (Path(__file__).parent / "axioms.rq").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Rule:
    """If all triples of the body hold, so does the head. `name` is that of the OWL 2 RL rule: cax-sco, prp-inv1 …"""

    name: str
    body: tuple[Triple, ...]
    head: Triple


def rules_of(ontology: rdflib.Graph) -> tuple[Rule, ...]:
    """The rules, in the order of their names (OWL 2 Profiles, section 4.3, tables 5 and 7)."""
    return tuple(sorted(set(_rules(ontology)), key=lambda rule: (rule.name, rule.head, rule.body)))


def rules_in(engine: Engine) -> tuple[Rule, ...]:
    """The rules of the ontology in a store. Takes tens of milliseconds, and is the same for all of a snapshot.

    Rules about terms that are not ours come from the alignments, which take no part in the closure; they are left out.
    """
    ontology = rdflib.Graph()
    for row in engine.query(_AXIOMS).rows():
        ontology.add(tuple(map(_node, row)))  # type: ignore[arg-type]
    return tuple(rule for rule in rules_of(ontology) if all(map(_is_ours, (*rule.body, rule.head))))


def _is_ours(atom: Triple) -> bool:
    return all(name.startswith(("?", MG)) or name == TYPE for name in atom)


def _node(term: Term | None) -> rdflib.term.Node:
    name = getattr(term, "value", "")
    return rdflib.BNode(name) if isinstance(term, BlankNode) else rdflib.URIRef(name)


def _rules(ontology: rdflib.Graph) -> Iterator[Rule]:
    for sub, sup in _pairs(ontology, RDFS.subClassOf):
        yield Rule("cax-sco", (("?x", TYPE, sub),), ("?x", TYPE, sup))
    for sub, sup in _pairs(ontology, RDFS.subPropertyOf):
        yield Rule("prp-spo1", (("?x", sub, "?y"),), ("?x", sup, "?y"))
    for first, second in _pairs(ontology, OWL.inverseOf):
        yield Rule("prp-inv1", (("?x", first, "?y"),), ("?y", second, "?x"))
        yield Rule("prp-inv2", (("?x", second, "?y"),), ("?y", first, "?x"))
    for name in map(str, ontology.subjects(RDF.type, OWL.SymmetricProperty)):
        yield Rule("prp-symp", (("?x", name, "?y"),), ("?y", name, "?x"))
    for name in map(str, ontology.subjects(RDF.type, OWL.TransitiveProperty)):
        yield Rule("prp-trp", (("?x", name, "?y"), ("?y", name, "?z")), ("?x", name, "?z"))
    literal = set(map(str, ontology.subjects(RDF.type, OWL.DatatypeProperty)))
    for name, kind in _pairs(ontology, RDFS.domain):
        if name not in literal:
            yield Rule("prp-dom", (("?x", name, "?y"),), ("?x", TYPE, kind))
    for name, kind in _pairs(ontology, RDFS.range):
        if name not in literal:
            yield Rule("prp-rng", (("?x", name, "?y"),), ("?y", TYPE, kind))
    for implied, start in ontology.subject_objects(OWL.propertyChainAxiom):
        steps = [str(step) for step in Collection(ontology, start)]
        body = tuple((f"?{place}", step, f"?{place + 1}") for place, step in enumerate(steps))
        yield Rule("prp-spo2", body, ("?0", str(implied), f"?{len(steps)}"))


def _pairs(ontology: rdflib.Graph, predicate: rdflib.URIRef) -> Iterator[tuple[str, str]]:
    for subject, value in ontology.subject_objects(predicate):
        if isinstance(subject, rdflib.URIRef) and isinstance(value, rdflib.URIRef):
            yield str(subject), str(value)
