"""Proofs of the shipped graph's conclusions and of small made-up ones, and the closure inside a store."""

import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from mandategraph.reason import proofs
from mandategraph.reason.closure import close
from mandategraph.reason.evidence import holding, reasons, standing
from mandategraph.reason.materialise import materialise
from mandategraph.reason.proofs import Proof, prove
from mandategraph.reason.rules import Rule, rules_in, rules_of
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import ID, MG, PREFIXES, RDF, TYPE, expand, mg
from small import ROOT

REPORT = f"{ID}document/sg-report-2017-06-30"
RULES = rules_of(rdflib.Graph().parse(ROOT / "ontology/mandategraph.ttl"))
OUTRIGHT = {"Stated", "Read", "Curated", "Reference", "Structure"}
PANAMA = "activity:firearms-records-panama"


def _triple(text: str) -> Triple:
    return Triple(*(TYPE if name == "a" else NamedNode(expand(name) or "") for name in text.split()))


def _prove(engine: EmbeddedEngine, text: str, limit: int = 3) -> tuple[Proof, ...]:
    return prove(engine, RULES, _triple(text), limit)


def _leaves(proof: Proof) -> set[Triple]:
    return {leaf.triple for leaf in proof.leaves}


def _all(proof: Proof) -> Iterator[Proof]:
    yield proof
    for premise in proof.premises:
        yield from _all(premise)


def _inner(proof: Proof) -> Iterator[Proof]:
    return (step for step in _all(proof) if step.rule)


def test_rules_are_those_of_the_file(engine: EmbeddedEngine) -> None:
    """Of the ontology proper; the alignments, which the store has too, make none."""
    assert rules_in(engine) == RULES
    assert len(RULES) > 300


# What every proof has to be.


@pytest.fixture(scope="module")
def sample(engine: EmbeddedEngine) -> dict[Triple, tuple[Proof, ...]]:
    """Inferred statements, the same at each run and some of each predicate, with their proofs."""
    query = "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } ?g mg:basis mg:Inferred } ORDER BY ?s ?p ?o"
    rows = [Triple(*row) for row in engine.query(query).rows()]  # type: ignore[arg-type]
    random.Random(7).shuffle(rows)
    first = {triple.predicate: triple for triple in rows}
    return {triple: prove(engine, RULES, triple) for triple in [*first.values(), *rows[:400]]}


def test_every_conclusion_has_a_proof(sample: dict[Triple, tuple[Proof, ...]]) -> None:
    assert len(sample) > 450
    assert [triple for triple, found in sample.items() if not found] == []
    assert sum(len(found) > 1 for found in sample.values()) > 25


def test_every_leaf_stands(engine: EmbeddedEngine, sample: dict[Triple, tuple[Proof, ...]]) -> None:
    """In just the graphs that the proof names, none of which is inferred, planned or hedged."""
    leaves = {leaf.triple: leaf.graphs for found in sample.values() for proof in found for leaf in proof.leaves}
    assert len(leaves) > 300
    places = standing(engine, leaves)
    for triple, graphs in leaves.items():
        assert graphs
        assert graphs == tuple(graph for graph, basis in places[triple] if basis in OUTRIGHT)


def test_every_step_is_a_use_of_its_rule(sample: dict[Triple, tuple[Proof, ...]]) -> None:
    """Checked by the forward closure: the rule alone, on the premises alone, gives the conclusion."""
    steps = {step for found in sample.values() for proof in found for step in _inner(proof)}
    used = {step.rule.name for step in steps if step.rule}
    assert used == {rule.name for rule in RULES} - {"prp-inv1"}, "no inverse is stated in the place of its property"
    assert len(steps) > 450
    for step in steps:
        assert step.rule in RULES
        facts = {_names(premise.triple): 0 for premise in step.premises}
        assert _names(step.triple) in close(facts, [step.rule] if step.rule else [])


def _names(triple: Triple) -> tuple[str, str, str]:
    subject, predicate, value = (getattr(term, "value", "") for term in triple)
    return (subject, predicate, value)


def test_no_proof_goes_in_a_circle(sample: dict[Triple, tuple[Proof, ...]]) -> None:
    for found in sample.values():
        for proof in found:
            for step in _inner(proof):
                assert step.triple not in {other.triple for premise in step.premises for other in _all(premise)}


def test_proofs_differ_and_come_by_length(sample: dict[Triple, tuple[Proof, ...]]) -> None:
    """A later proof never rests on all that an earlier one rests on."""
    for found in sample.values():
        assert [len(proof.leaves) for proof in found] == sorted(len(proof.leaves) for proof in found)
        assert len(found) <= 3
        for place, proof in enumerate(found):
            assert not any(_leaves(earlier) <= _leaves(proof) for earlier in found[:place])


# Known cases.


def test_stated_statement_is_a_leaf(engine: EmbeddedEngine) -> None:
    (proof,) = _prove(engine, f"{PANAMA} mg:assistedCountry country:pan")
    assert (proof.rule, proof.premises, proof.depth) == (None, (), 0)
    assert proof.graphs == (f"{REPORT}/paragraph/29",)


def test_symmetric_relation(engine: EmbeddedEngine) -> None:
    """UNODC cooperates with INTERPOL as two paragraphs say, and so INTERPOL with UNODC."""
    stated, *others = _prove(engine, "organization:unodc mg:cooperatesWith organization:interpol")
    assert stated.graphs == (f"{REPORT}/paragraph/48", f"{REPORT}/paragraph/75")
    turned = _prove(engine, "organization:interpol mg:cooperatesWith organization:unodc")
    assert [proof.rule.name for proof in turned if proof.rule] == ["prp-symp"] * 3
    assert [proof.premises for proof in turned] == [(stated,), *((proof,) for proof in others)]


def test_joint_works_are_proofs_of_cooperation(engine: EmbeddedEngine) -> None:
    """Each of another work that one implements and in which the other is a partner."""
    _, *others = _prove(engine, "organization:unodc mg:cooperatesWith organization:interpol")
    works = set()
    for proof in others:
        does, has = proof.premises
        assert (does.triple.predicate, has.triple.predicate) == (mg("implements"), mg("partner"))
        assert does.triple.object == has.triple.subject
        works.add(has.triple.subject)
    assert len(works) == 2


def test_derived_link_rests_on_theme_and_judgement(engine: EmbeddedEngine) -> None:
    """Through its theme, with the reason of our judgement; to the goal through the target."""
    (to_target,) = _prove(engine, f"{PANAMA} mg:derivedLink sdg:16.4")
    theme, judged = to_target.premises
    assert theme.triple == _triple(f"{PANAMA} mg:addressesTheme theme:firearms")
    assert theme.graphs == (f"{REPORT}/paragraph/29",)
    assert judged.triple == _triple("theme:firearms mg:themeTarget sdg:16.4")
    assert reasons(engine, [leaf.triple for leaf in to_target.leaves]).keys() == {judged.triple}
    (to_goal,) = _prove(engine, f"{PANAMA} mg:derivedLink sdg:16")
    assert to_goal.premises[0] == to_target
    assert len(to_goal.leaves) == 3


def test_type_comes_from_a_subclass_before_a_range(engine: EmbeddedEngine) -> None:
    """Of proofs with one leaf, first the one that names nothing but the thing itself."""
    first, *others = _prove(engine, "organization:unodc a mg:Actor")
    assert _leaves(first) == {_triple("organization:unodc a mg:UNEntity")}
    assert {proof.rule.name for proof in others if proof.rule} <= {"prp-rng", "prp-dom"}
    assert len(others) == 2


def test_limit_is_kept(engine: EmbeddedEngine) -> None:
    assert [len(_prove(engine, "organization:unodc a mg:Actor", limit)) for limit in (1, 2, 5)] == [1, 2, 5]


@pytest.mark.parametrize(
    "text",
    [
        f"{PANAMA} mg:assistedCountry country:chl",
        "organization:unodc a mg:Country",
        "organization:nobody mg:partner organization:unodc",
        f"{PANAMA} rdfs:seeAlso organization:unodc",
    ],
)
def test_what_does_not_hold_has_no_proof(engine: EmbeddedEngine, text: str) -> None:
    assert _prove(engine, text) == ()
    assert standing(engine, [_triple(text)]) == {}


def test_what_is_planned_has_no_proof(engine: EmbeddedEngine) -> None:
    """Nor what would follow from it; where it stands can be asked all the same."""
    query = """SELECT ?s ?p ?o ?g ?basis { VALUES ?basis { mg:Planned mg:Hedged } ?g mg:basis ?basis
        GRAPH ?g { ?s ?p ?o } FILTER(isIRI(?o)) FILTER NOT EXISTS { ?s ?p ?o } } ORDER BY ?s ?p ?o"""
    rows = list(engine.query(query).rows())
    assert len(rows) > 30
    for subject, predicate, value, graph, basis in rows:
        triple = Triple(subject, predicate, value)  # type: ignore[arg-type]
        assert prove(engine, RULES, triple) == ()
        place = (getattr(graph, "value", ""), getattr(basis, "value", "").removeprefix(MG))
        assert place in standing(engine, [triple])[triple]
        assert holding(engine, [triple]) == set()


def test_literals_are_leaves(engine: EmbeddedEngine) -> None:
    """Nothing is inferred of them, and those that stand are found."""
    query = "SELECT ?s ?p ?o { VALUES ?p { mg:value mg:startDate rdfs:label } ?s ?p ?o } ORDER BY ?p ?s ?o LIMIT 300"
    found = [Triple(*row) for row in engine.query(query).rows()]  # type: ignore[arg-type]
    assert len(found) == 300
    for triple in found[::30]:
        (proof,) = prove(engine, RULES, triple)
        assert proof.graphs


def test_every_judgement_gives_its_reason(engine: EmbeddedEngine) -> None:
    """Those on themes and targets, on works and provisions, and on places."""
    query = """SELECT ?s ?p ?o { VALUES ?p { mg:themeTarget mg:answers mg:inCountry }
        GRAPH <https://w3id.org/mandategraph/id/graph/curated> { ?s ?p ?o } }"""
    judged = [Triple(*row) for row in engine.query(query).rows()]  # type: ignore[arg-type]
    found = reasons(engine, judged)
    assert found.keys() == set(judged)
    assert len(found) > 100
    query = """SELECT ?s ?p ?o ?reason { { BIND(mg:themeTarget AS ?p) ?link mg:linkTheme ?s ; mg:linkTarget ?o }
        UNION { BIND(mg:answers AS ?p) ?link mg:answerWork ?s ; mg:answerProvision ?o } ?link mg:reason ?reason }"""
    links = {Triple(*row[:3]): getattr(row[3], "value", "") for row in engine.query(query).rows()}  # type: ignore[arg-type]
    assert {triple: reason for triple, reason in found.items() if triple.predicate != mg("inCountry")} == links
    assert reasons(engine, [_triple(f"{PANAMA} mg:assistedCountry country:pan")]) == {}


def test_nothing_asked_is_nothing_found(engine: EmbeddedEngine) -> None:
    assert (holding(engine, []), standing(engine, []), reasons(engine, [])) == (set(), {}, {})


# Made-up graphs.

EX = "https://example.org/"
STATED = NamedNode(f"{EX}stated")


def _made_up(axioms: str, facts: Iterable[tuple[str, str, str]]) -> tuple[EmbeddedEngine, tuple[Rule, ...]]:
    """A store of facts, stated in one graph, and of what follows; names are local names, of our properties too."""
    rules = rules_of(rdflib.Graph().parse(data=f"@prefix : <{EX}> . {_HEAD} {axioms}", format="turtle"))
    store = Store()
    store.add(Quad(STATED, mg("basis"), mg("Stated"), DefaultGraph()))
    for fact in facts:
        terms = [NamedNode(EX + name) for name in fact]
        store.extend(Quad(*terms, graph) for graph in (DefaultGraph(), STATED))  # type: ignore[call-arg,arg-type]
    materialise(store, rules)
    return EmbeddedEngine(store, PREFIXES), rules


_HEAD = f"@prefix owl: <{PREFIXES['owl']}> . @prefix rdfs: <{PREFIXES['rdfs']}> ."


def _of(names: str) -> Triple:
    return Triple(*(NamedNode(EX + name) for name in names.split()))


def test_long_way_is_found() -> None:
    """Ten steps of a transitive property, whatever it is split into."""
    facts = [(f"n{place}", "in", f"n{place + 1}") for place in range(10)]
    engine, rules = _made_up(":in a owl:TransitiveProperty .", facts)
    (proof,) = prove(engine, rules, _of("n0 in n10"), 1)
    assert _leaves(proof) == {_of(" ".join(fact)) for fact in facts}


def test_chain_of_three_is_joined() -> None:
    axioms = ":cousin owl:propertyChainAxiom ( :parent :sibling :child ) ; owl:inverseOf :kin ."
    engine, rules = _made_up(axioms, [("a", "parent", "b"), ("b", "sibling", "c"), ("c", "child", "d")])
    (proof,) = prove(engine, rules, _of("d kin a"))
    assert [step.rule.name for step in _inner(proof) if step.rule] == ["prp-inv1", "prp-spo2"]
    assert len(proof.leaves) == 3


def test_stated_and_following() -> None:
    """The stated leaf comes first; what merely turns it round is no other proof."""
    axioms = ":son rdfs:subPropertyOf :child . :child owl:inverseOf :parent . :near a owl:SymmetricProperty ."
    made_up, rules = _made_up(axioms, [("a", "child", "b"), ("a", "son", "b"), ("a", "near", "b")])
    stated, other = prove(made_up, rules, _of("a child b"))
    assert (stated.rule, _leaves(other)) == (None, {_of("a son b")})
    assert [proof.rule for proof in prove(made_up, rules, _of("a near b"))] == [None]


def test_stated_premise_needs_no_other_proof() -> None:
    axioms = ":leads rdfs:subPropertyOf :runs . :runs rdfs:subPropertyOf :joins ."
    axioms += ":helps owl:propertyChainAxiom ( :does :joins ) ."
    engine, rules = _made_up(axioms, [("a", "does", "b"), ("b", "runs", "c"), ("b", "leads", "c")])
    (proof,) = prove(engine, rules, _of("a helps c"))
    assert _leaves(proof) == {_of("a does b"), _of("b runs c")}


def test_what_the_graph_leaves_out_has_no_proof() -> None:
    """The rules would say that one helps oneself; the closure does not."""
    engine, rules = _made_up(
        ":helps owl:propertyChainAxiom ( :does :with ) .", [("a", "does", "b"), ("b", "with", "a"), ("b", "with", "c")]
    )
    assert prove(engine, rules, _of("a helps a")) == ()
    assert len(prove(engine, rules, _of("a helps c"))) == 1


def test_planned_graph_is_no_evidence() -> None:
    """Also of a fact that another graph states, or of one that follows."""
    engine, rules = _made_up(":son rdfs:subPropertyOf :child .", [("a", "son", "b"), ("a", "child", "c")])
    planned = NamedNode(f"{EX}planned")
    engine._store.add(Quad(planned, mg("basis"), mg("Planned"), DefaultGraph()))
    for text in ("a son b", "a child b", "a child c"):
        engine._store.add(Quad(*_of(text), planned))
    (follows,) = prove(engine, rules, _of("a child b"))
    assert _leaves(follows) == {_of("a son b")}
    assert [leaf.graphs for leaf in follows.leaves] == [(STATED.value,)]
    assert [proof.graphs for proof in prove(engine, rules, _of("a child c"))] == [(STATED.value,)]


def test_literal_is_no_subject() -> None:
    """A property with an inverse may have a literal as its object all the same."""
    engine, rules = _made_up(":child owl:inverseOf :parent .", [("a", "child", "b")])
    statement = Triple(NamedNode(f"{EX}a"), NamedNode(f"{EX}child"), Literal("b"))
    assert prove(engine, rules, statement) == ()


def test_hub_is_tried_from_its_other_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """And where both ends are hubs, a wider second search finds what the first did not."""
    axioms = ":helps owl:propertyChainAxiom ( :does :with ) ."
    facts = [("hub", "does", f"x{place}") for place in range(300)] + [("x200", "with", "rare")]
    facts += [(f"x{place}" if place in (120, 150) else f"y{place}", "with", "busy") for place in range(300)]
    facts += [("few", "does", "x120")]
    engine, rules = _made_up(axioms, facts)
    monkeypatch.setattr(proofs, "_PROBES", (1,))
    assert len(prove(engine, rules, _of("hub helps rare"))) == 1
    assert len(prove(engine, rules, _of("few helps busy"))) == 1
    assert len(prove(engine, rules, _of("hub helps busy"))) == 0
    monkeypatch.setattr(proofs, "_PROBES", (1, 1000))
    assert len(prove(engine, rules, _of("hub helps busy"))) == 2


# The closure inside a store.

_LITERAL = ":helps owl:propertyChainAxiom ( :does :with ) . :with rdfs:subPropertyOf :near ."


def _facts(snapshot: Snapshot) -> Iterator[Quad]:
    """The default graph of a snapshot, as it was before the closure: without what only inferred graphs have."""
    store = Store.read_only(str(snapshot.store))
    outside = {NamedNode(MG + name) for name in ("Inferred", "Planned", "Hedged")}
    facts = [quad.subject for quad in store.quads_for_pattern(None, mg("basis"), None) if quad.object not in outside]
    for graph in facts:
        for quad in store.quads_for_pattern(None, None, None, graph):  # type: ignore[arg-type]
            yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
    for predicate in (mg("basis"), mg("inParagraph")):
        yield from store.quads_for_pattern(None, predicate, None, DefaultGraph())


def test_materialise_agrees_with_owlrl(snapshot: Snapshot) -> None:
    """The default graph of a snapshot is closed by owlrl: both have the same, in both directions."""
    closed = set(Store.read_only(str(snapshot.store)).quads_for_pattern(None, None, None, DefaultGraph()))
    store = Store()
    store.extend(_facts(snapshot))
    given = len(store)
    added = materialise(store, RULES)
    assert closed - set(store) == set()
    assert set(store) - closed == set()
    assert added == len(closed) - given > 5000


@pytest.mark.parametrize("seed", range(10))
def test_materialise_agrees_with_the_closure_in_memory(seed: int, tmp_path: Path) -> None:
    """On facts at random under axioms of every kind, in a store on disk."""
    chosen = random.Random(seed)
    properties = sorted({atom[1] for rule in RULES for atom in rule.body} - {TYPE.value})
    things = [f"{EX}{name}" for name in "abcdefgh"]
    facts = {(chosen.choice(things), chosen.choice(properties), chosen.choice(things)) for _ in range(60)}
    wanted = {triple for triple in close(dict.fromkeys(facts, 0), RULES) if triple[0] != triple[2] or triple in facts}
    store = Store(str(tmp_path / "store"))
    store.extend(Quad(*map(NamedNode, fact), DefaultGraph()) for fact in facts)  # type: ignore[call-arg,arg-type]
    assert materialise(store, RULES) == len(wanted) - len(facts) > 100
    assert {_names(quad.triple) for quad in store} == wanted
    assert materialise(store, RULES) == 0


def test_nothing_is_said_of_terms_and_of_oneself() -> None:
    """Neither through one premise nor through a chain."""
    store = Store()
    texts = ("contribution:a mg:contributionKind mg:InKind", "activity:a mg:underProgramme programme:b")
    texts += ("programme:b mg:underProgramme activity:a", "mg:InKind mg:underProgramme activity:a")
    store.extend(Quad(*_triple(text), DefaultGraph()) for text in texts)
    materialise(store, RULES)
    added = {quad.triple for quad in store} - set(map(_triple, texts))
    assert _triple("contribution:a a mg:Contribution") in added
    assert _triple("activity:a mg:partOf programme:b") in added
    assert {triple for triple in added if triple.subject in (mg("InKind"), triple.object)} == set()


def test_nothing_is_concluded_of_literals() -> None:
    rules = rules_of(rdflib.Graph().parse(data=f"@prefix : <{EX}> . {_HEAD} {_LITERAL}", format="turtle"))
    store = Store()
    store.add(Quad(*_of("a does b"), DefaultGraph()))
    store.add(Quad(NamedNode(f"{EX}b"), NamedNode(f"{EX}with"), Literal("c"), DefaultGraph()))
    assert materialise(store, rules) == 0


def test_queries_are_made_of_our_terms_and_variables() -> None:
    names = {name for rule in RULES for atom in (*rule.body, rule.head) for name in atom}
    assert all(re.fullmatch(r"\?\w+", name) or name.startswith((MG, RDF)) for name in names)
