"""The rule table: each kind of rule alone, and the whole against an independent implementation of OWL 2 RL."""

import random
from pathlib import Path

import pytest
import rdflib

from mandategraph.build.closing import conclusions, facts_of
from mandategraph.build.describing import mentions
from mandategraph.build.reading import Sources, read_sources
from mandategraph.reason.closure import BACKGROUND, close
from mandategraph.reason.rules import Rule, Triple, rules_of
from mandategraph.vocabulary import MG, TYPE
from small import ROOT, write_sources

PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
FIRST, SECOND = 0b01, 0b10
"""The masks of two paragraphs."""


def _rules(axioms: str) -> tuple[Rule, ...]:
    return rules_of(rdflib.Graph().parse(data=PREFIXES + axioms, format="turtle"))


def _triple(text: str) -> Triple:
    subject, predicate, value = (TYPE.value if name == "a" else f"https://example.org/{name}" for name in text.split())
    return (subject, predicate, value)


def _closed(axioms: str, facts: dict[str, int]) -> dict[Triple, int]:
    return close({_triple(text): mask for text, mask in facts.items()}, _rules(axioms))


CASES = {
    "cax-sco": (":Dog rdfs:subClassOf :Animal .", {"rex a Dog": FIRST}, {"rex a Animal": FIRST}),
    "prp-spo1": (":son rdfs:subPropertyOf :child .", {"a son b": SECOND}, {"a child b": SECOND}),
    "prp-inv1": (":child owl:inverseOf :parent .", {"a child b": FIRST}, {"b parent a": FIRST}),
    "prp-inv2": (":child owl:inverseOf :parent .", {"b parent a": FIRST}, {"a child b": FIRST}),
    "prp-symp": (":near a owl:SymmetricProperty .", {"a near b": BACKGROUND}, {"b near a": BACKGROUND}),
    "prp-trp": (
        ":in a owl:TransitiveProperty .",
        {"a in b": FIRST, "b in c": BACKGROUND, "c in d": SECOND},
        {"a in c": FIRST, "b in d": SECOND, "a in d": 0},
    ),
    "prp-dom": (":child rdfs:domain :Person .", {"a child b": FIRST}, {"a a Person": FIRST}),
    "prp-rng": (":child rdfs:range :Person .", {"a child b": FIRST | SECOND}, {"b a Person": FIRST | SECOND}),
    "prp-spo2": (
        ":cousin owl:propertyChainAxiom ( :parent :sibling :child ) .",
        {"a parent b": FIRST, "b sibling c": FIRST | SECOND, "c child d": BACKGROUND},
        {"a cousin d": FIRST},
    ),
}
"""For each kind of rule an axiom, facts with their masks, and what follows with its masks."""


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str) -> None:
    """What the rule adds, and nothing else, with the bits that all premises share."""
    axioms, facts, wanted = CASES[name]
    assert name in {rule.name for rule in _rules(axioms)}
    given = {_triple(text): mask for text, mask in facts.items()}
    assert _closed(axioms, facts) == given | {_triple(text): mask for text, mask in wanted.items()}


def test_every_kind_of_rule_has_a_case() -> None:
    """And the ontology uses each kind but none other."""
    ontology = rules_of(rdflib.Graph().parse(ROOT / "ontology/mandategraph.ttl"))
    assert {rule.name for rule in ontology} == CASES.keys()
    assert len(CASES) == 9


def test_masks_of_several_derivations_add_up() -> None:
    """A conclusion of either paragraph has both bits; a given fact keeps its own and gains those it follows from."""
    closed = _closed(
        ":son rdfs:subPropertyOf :child . :daughter rdfs:subPropertyOf :child .",
        {"a son b": FIRST, "a daughter b": SECOND, "c son d": FIRST, "c child d": SECOND},
    )
    assert closed[_triple("a child b")] == FIRST | SECOND
    assert closed[_triple("c child d")] == FIRST | SECOND
    assert closed[_triple("c son d")] == FIRST


def test_a_grown_mask_is_carried_on() -> None:
    """Through rules that had fired on the triple before, whatever the order of the facts."""
    axioms = ":in a owl:TransitiveProperty ; owl:inverseOf :holds . :isle rdfs:subPropertyOf :in ."
    facts = {"a in b": FIRST, "b in c": FIRST, "a isle b": SECOND, "b isle c": SECOND}
    for order in (list(facts), list(reversed(facts))):
        closed = _closed(axioms, {text: facts[text] for text in order})
        assert closed[_triple("c holds a")] == FIRST | SECOND


def test_two_paragraphs_together_have_no_bit() -> None:
    """A conclusion of both is in neither, however long the way to it."""
    closed = _closed(
        ":helps owl:propertyChainAxiom ( :does :partner ) . :helps rdfs:subPropertyOf :knows .",
        {"a does x": FIRST, "x partner b": SECOND},
    )
    assert closed[_triple("a helps b")] == closed[_triple("a knows b")] == 0


def test_a_loop_comes_to_an_end() -> None:
    closed = _closed(
        ":in a owl:TransitiveProperty, owl:SymmetricProperty .", {"a in b": FIRST, "b in c": FIRST, "c in a": SECOND}
    )
    assert len(closed) == 9
    assert closed[_triple("a in a")] == FIRST | SECOND


def test_chain_may_use_one_property_twice() -> None:
    closed = _closed(":grandchild owl:propertyChainAxiom ( :child :child ) .", {"a child b": FIRST, "b child c": FIRST})
    assert closed.keys() - {_triple("a child b"), _triple("b child c")} == {_triple("a grandchild c")}


def test_ranges_of_literals_make_no_rule() -> None:
    axioms = (
        ":age a owl:DatatypeProperty ; rdfs:domain :Person ; rdfs:range <http://www.w3.org/2001/XMLSchema#integer> ."
    )
    assert _rules(axioms) == ()


def test_rules_come_in_one_order() -> None:
    axioms = rdflib.Graph().parse(ROOT / "ontology/mandategraph.ttl")
    again = rdflib.Graph()
    for triple in sorted(axioms, reverse=True):
        again.add(triple)
    assert rules_of(axioms) == rules_of(again)


@pytest.mark.parametrize("seed", range(20))
def test_a_bit_says_that_its_paragraph_suffices(seed: int) -> None:
    """The facts of one paragraph and the background, closed on their own, give the triples with its bit: no others."""
    rules = _rules(" ".join(axioms for axioms, _, _ in CASES.values()))
    properties = sorted({atom[1] for rule in rules for atom in (*rule.body, rule.head)} - {TYPE.value})
    chosen = random.Random(seed)
    facts = {
        (chosen.choice("abcdef"), chosen.choice(properties), chosen.choice("abcdef")): chosen.choice(
            (FIRST, SECOND, FIRST | SECOND, BACKGROUND)
        )
        for _ in range(25)
    }
    closed = close(facts, rules)
    assert len(closed) > len(facts)
    for bit in (FIRST, SECOND):
        alone = close({triple: mask for triple, mask in facts.items() if mask & bit}, rules)
        assert alone.keys() == {triple for triple, mask in closed.items() if mask & bit}


# Against owlrl.


def _agree(sources: Sources) -> set[Triple]:
    """What both conclude, of our properties and classes, about other things than the terms of the ontology."""
    quads = [*sources.quads, *mentions(sources.quads)]
    facts = facts_of(quads)
    terms = set(map(str, sources.axioms.subjects(rdflib.RDF.type, None)))
    closed = close(dict.fromkeys(facts, 0), rules_of(sources.axioms)).keys() - facts.keys()
    closed = {triple for triple in closed if triple[0] != triple[2]}
    ours = {
        (subject, predicate, value)
        for subject, predicate, value in closed
        if subject not in terms and (predicate.startswith(MG) or (predicate == TYPE.value and value.startswith(MG)))
    }
    theirs = conclusions(facts, sources.axioms)
    assert ours - theirs == set()
    assert theirs - ours == set()
    return ours


def test_rule_table_and_owlrl_agree_on_small_sources(tmp_path: Path) -> None:
    assert len(_agree(read_sources(write_sources(tmp_path)))) > 30


def test_rule_table_and_owlrl_agree_on_the_shipped_sources() -> None:
    assert len(_agree(read_sources(ROOT))) > 5000
