"""Proofs as answers tell them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pyoxigraph import Literal, NamedNode, Triple

from mandategraph.evidence import parted
from mandategraph.explore.answer import Cell
from mandategraph.explore.graph import Graph, evidence
from mandategraph.explore.links import term
from mandategraph.explore.model import Statement, Thing, says, signs
from mandategraph.reason import proofs
from mandategraph.reason.evidence import reasons
from mandategraph.reason.rules import Rule
from mandategraph.schema import Schema


@dataclass(frozen=True)
class Proof:
    """A statement and why it holds: it stands somewhere outright, or follows from other statements by a rule."""

    statement: Annotated[Statement, says("What is proved; its evidence is where it stands")]
    rule: Annotated[str | None, says("The rule by which it follows; null where it stands outright")]
    reason: Annotated[str | None, says("Why we judge so, where it is a judgement of ours")]
    premises: Annotated[tuple["Proof", ...], says("The statements from which it follows, in the order of the rule")]


def lines(proof: Proof, depth: int = 0) -> Iterator[tuple[Cell, ...]]:
    """The tree as lines: depth, statement, rule, reason and evidence, what is proved before its premises."""
    said = proof.statement
    rule = proof.rule or ("stands outright" if _outright(said) else "follows from facts")
    words = said.subject.name, said.relation.name, said.object.name
    yield depth, *words, rule, proof.reason, signs(said.evidence)
    for premise in proof.premises:
        yield from lines(premise, depth + 1)


def _outright(said: Statement) -> bool:
    return any(sign.basis != "inferred" for sign in said.evidence)


class Teller:
    """Tells proofs; `places` are the graphs in which their statements stand, inferred ones included."""

    def __init__(self, graph: Graph, found: Sequence[proofs.Proof], places: Mapping[Triple, Collection[str]]) -> None:
        self._graph, self._places = graph, places
        self._reasons = reasons(graph.engine, {leaf.triple for proof in found for leaf in proof.leaves})
        self._things = graph.things(
            end.value
            for proof in found
            for triple in triples(proof)
            for end in (triple.subject, triple.object)
            if isinstance(end, NamedNode)
        )
        self.told = tuple(self._tell(proof) for proof in found)

    def _tell(self, proof: proofs.Proof) -> Proof:
        """What stands in no graph, as what would follow from a plan, is told by the plans on which it rests."""
        leaves = {name for leaf in proof.leaves for name in leaf.graphs}
        graphs = self._places.get(proof.triple) or parted(leaves)[1] or leaves
        return Proof(
            stated(self._graph, self._things, proof.triple, graphs),
            in_words(self._graph.schema, proof.rule) if proof.rule else None,
            self._reasons.get(proof.triple),
            tuple(self._tell(premise) for premise in proof.premises),
        )


def stated(graph: Graph, things: dict[str, Thing], triple: Triple, graphs: Collection[str]) -> Statement:
    """A triple as a statement."""
    subject, value = triple.subject, triple.object
    assert isinstance(subject, NamedNode)
    assert isinstance(value, NamedNode | Literal)
    return Statement(
        things[subject.value], graph.relation(triple.predicate.value), term(value, things), evidence(graphs)
    )


def triples(proof: proofs.Proof) -> Iterator[Triple]:
    """All that occurs in a proof."""
    yield proof.triple
    for premise in proof.premises:
        yield from triples(premise)


def in_words(schema: Schema, rule: Rule) -> str:
    """A rule by its OWL 2 RL name and in the words of the ontology."""
    body = [_atom(schema, atom) for atom in rule.body]
    head = _atom(schema, rule.head)
    if rule.name in ("prp-inv1", "prp-inv2"):
        return f"{rule.name}: {body[0]}, the other way round → {head}"
    if rule.name == "prp-symp":
        return f"{rule.name}: {head} holds both ways"
    if rule.name in ("prp-dom", "prp-rng"):
        end = "what has" if rule.name == "prp-dom" else "what stands after"
        return f"{rule.name}: {end} {body[0]} → {head}"
    return f"{rule.name}: {' ∘ '.join(body)} → {head}"


def _atom(schema: Schema, atom: tuple[str, str, str]) -> str:
    """A property by its name; where the object is fixed, as the class of a type, that."""
    return schema.name(atom[1]) if atom[2].startswith("?") else schema.name(atom[2])
