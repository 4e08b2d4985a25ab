"""Why a statement holds, down to the paragraphs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Literal

from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Triple

from mandategraph.errors import ParameterInvalid
from mandategraph.evidence import NOT_FACTS, basis_of, parted
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.find import class_iris
from mandategraph.explore.graph import Graph, iri_of, load
from mandategraph.explore.links import term
from mandategraph.explore.model import Statement, Thing, says
from mandategraph.explore.why.plans import Places, Plans, special, weakest
from mandategraph.explore.why.tree import Proof, Teller, lines, stated, triples
from mandategraph.reason import proofs
from mandategraph.reason.evidence import standing
from mandategraph.reason.rules import rules_in
from mandategraph.vocabulary import MG, TYPE

_VALUE, _BETWEEN = load("why/value"), load("why/between")
_PROOFS = 3
_RELATIONS = 12
"""How many relations between two things are proved."""
Verdict = Literal["stated", "follows", "planned only", "hedged only", "not stated, and does not follow"]


@dataclass(frozen=True, repr=False)
class Why(Answer):
    """Whether and why a statement holds; what rests on plans or reservations is apart."""

    subject: Annotated[Thing, says("The subject")]
    relation: Annotated[Thing | None, says("The property asked about; null for all between the two")]
    object: Annotated[Thing, says("The object, a thing or a plain value")]
    verdict: Annotated[Verdict, says("stated: it stands outright, by the text, by reference or by our judgement")]
    proofs: Annotated[tuple[Proof, ...], says("Its proofs, the shortest first; without a relation, one for each")]
    apart: Annotated[tuple[Proof, ...], says("How it rests on what is planned or said with reservation: no facts")]
    instead: Annotated[tuple[Statement, ...], says("Where it does not hold, what does hold between the two")]

    columns = ("list", "proof", "depth", "subject", "relation", "object", "rule", "reason", "evidence")

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row a line of a proof's tree; the depth says of what line above it is a premise."""
        lists = (("fact", self.proofs), ("apart", self.apart))
        return [
            (name, place, *line)
            for name, found in lists
            for place, proof in enumerate(found, 1)
            for line in lines(proof)
        ]


def why(
    graph: Graph,
    subject: Annotated[str, says("The subject of the statement, by IRI, code or name")],
    object: Annotated[str, says("Its object, by IRI, code or name; or a plain value")],
    *,
    relation: Annotated[str | None, says("The property, by name or IRI; none means all between the two")] = None,
) -> Why:
    """Why a statement is made: its paragraph, or the rule and premises from which it follows, down to paragraphs."""
    start = NamedNode(graph.thing(subject))
    prop = _property(graph, relation) if relation else None
    end = _object(graph, start, prop, object)
    rules = graph.state.remember("rules", lambda: rules_in(graph.engine))
    between = _between(graph, start, end)
    goals = [Triple(start, prop, end)] if prop else special(graph.schema, start, between)[:_RELATIONS]
    each = _PROOFS if prop else 1
    found = [proof for goal in goals for proof in proofs.prove(graph.engine, rules, goal, each)]
    plans = None if found else Plans(graph, rules, (start, end))
    planned = plans.proofs(start, prop, end, each) if plans else []
    places = standing(graph.engine, {triple for proof in found for triple in triples(proof)})
    facts = {triple: parted(name for name, _ in graphs)[0] for triple, graphs in places.items()}
    things = graph.things(term.value for term in (start, end) if isinstance(term, NamedNode))
    return Why(
        things[start.value],
        graph.relation(prop.value) if prop else None,
        term(end, things),
        _verdict(found, planned),
        Teller(graph, found, facts).told,
        Teller(graph, planned, plans.places if plans else {}).told,
        () if found else _instead(graph, start, between),
    )


def _verdict(found: Sequence[proofs.Proof], planned: Sequence[proofs.Proof]) -> Verdict:
    if found:
        return "follows" if all(proof.rule for proof in found) else "stated"
    if not planned:
        return "not stated, and does not follow"
    return "planned only" if "Planned" in map(weakest, planned) else "hedged only"


def _property(graph: Graph, text: str) -> NamedNode:
    """Raises ParameterInvalid with the nearest names of properties."""
    schema = graph.schema
    known = [iri for iri in schema.labels if iri.startswith(MG) and iri[len(MG)].islower()]
    asked = schema.term(text, [*known, TYPE.value])
    if asked is None:
        names = sorted(schema.name(iri) for iri in known)
        near = get_close_matches(text.casefold(), names, 4, 0.5) or ["implemented by", "addresses theme", "about"]
        raise ParameterInvalid(f"relation={text!r} is no property; there are {', '.join(near)} and others")
    return NamedNode(asked)


def _object(graph: Graph, start: NamedNode, prop: NamedNode | None, text: str) -> NamedNode | Value:
    """A class for a type, the plain value for a property that has such, else a thing."""
    if prop == TYPE:
        asked = graph.schema.term(text, class_iris(graph))
        return NamedNode(asked or graph.thing(text))
    rows = graph.rows(_VALUE, subject=start, property=prop, wanted=Value(text)) if prop else []
    if rows:
        return next((row[0] for row in rows if isinstance(row[0], Value)), Value(text))
    return NamedNode(graph.thing(text))


def _between(graph: Graph, start: NamedNode, end: NamedNode | Value) -> Places:
    """The facts between two ends, either way, with the graphs that hold them."""
    ends = [start, end]
    found: Places = defaultdict(set)
    for subject, prop, value, name in graph.rows(
        _BETWEEN, start=[one for one in ends if isinstance(one, NamedNode)], end=ends
    ):
        if subject != value and basis_of(iri_of(name)) not in NOT_FACTS:
            found[Triple(subject, prop, value)].add(iri_of(name))  # type: ignore[arg-type]
    return found


def _instead(graph: Graph, start: NamedNode, between: Places) -> tuple[Statement, ...]:
    goals = special(graph.schema, start, between)
    things = graph.things(
        end.value for goal in goals for end in (goal.subject, goal.object) if isinstance(end, NamedNode)
    )
    return tuple(stated(graph, things, goal, between[goal]) for goal in goals)
