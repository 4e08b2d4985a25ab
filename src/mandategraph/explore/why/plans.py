"""What would follow if what is planned, or said with reservation, were so."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from pyoxigraph import NamedNode, Quad, Store, Triple

from mandategraph.evidence import NOT_FACTS, basis_of
from mandategraph.explore.graph import Graph, load
from mandategraph.reason.closure import close
from mandategraph.reason.proofs import Proof, prove
from mandategraph.reason.rules import Rule
from mandategraph.schema import Schema
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.engine import Row, Term
from mandategraph.vocabulary import mg

Places = dict[Triple, set[str]]
"""Statements with the graphs that hold them."""
_APART, _BETWEEN = load("why/apart"), load("why/between")
_MOST = 200
_BASIS, _STATED = mg("basis"), mg("Stated")


class Plans:
    """The statements of plans and reservations about two ends, and the facts that join them, closed together."""

    def __init__(self, graph: Graph, rules: Sequence[Rule], ends: Sequence[Term]) -> None:
        self.places: Places = defaultdict(set)
        self._rules, self._schema = rules, graph.schema
        rows = graph.rows(_APART, subject=[end for end in ends if isinstance(end, NamedNode)], other=ends)
        self._add(rows)
        if rows:
            between = {term for row in rows for term in (row[0], row[2]) if isinstance(term, NamedNode)}
            near = sorted(between - set(ends), key=str)[:_MOST]
            self._add(graph.rows(_BETWEEN, start=[end for end in ends if isinstance(end, NamedNode)], end=near))
            self._add(graph.rows(_BETWEEN, start=near, end=ends))
        said = {_plain(triple): 0 for triple in self.places if isinstance(triple.object, NamedNode)}
        self._held = {*self.places, *(Triple(*map(NamedNode, names)) for names in close(said, rules))}

    def _add(self, rows: Sequence[Row]) -> None:
        for subject, prop, value, graph in rows:
            self.places[Triple(subject, prop, value)].add(graph.value)  # type: ignore[arg-type,union-attr]

    def proofs(self, start: NamedNode, prop: NamedNode | None, end: Term, limit: int) -> list[Proof]:
        """Proofs of what would hold between two ends; a leaf of each is planned or said with reservation."""
        if prop:
            goals = [goal for goal in (Triple(start, prop, end),) if goal in self._held]
        else:
            goals = special(
                self._schema, start, {goal: self.places[goal] for goal in self._held if _joins(goal, start, end)}
            )
        engine = self._engine() if goals else None
        return [proof for goal in goals for proof in prove(engine, self._rules, goal, limit)] if engine else []

    def _engine(self) -> EmbeddedEngine:
        """An engine for which plans and reservations are facts, and facts that are inferred are not proved further."""
        store = Store()
        store.extend(Quad(held.subject, held.predicate, held.object) for held in self._held)
        for said, graphs in self.places.items():
            for name in graphs:
                store.add(Quad(said.subject, said.predicate, said.object, NamedNode(name)))
                store.add(Quad(NamedNode(name), _BASIS, _STATED))
        return EmbeddedEngine(store)


def special(schema: Schema, start: NamedNode, found: Mapping[Triple, Collection[str]]) -> list[Triple]:
    """Statements each once and the right way round, without general ones that are only inferred."""
    known = [triple for triple in found if triple.predicate.value not in schema.primary]
    outright = {triple for triple in known if any(basis_of(graph) != "Inferred" for graph in found[triple])}
    chosen: dict[object, Triple] = {}
    for triple in sorted(known, key=lambda triple: (triple not in outright, triple.subject != start)):
        ends = (triple.subject, triple.object)
        symmetric = triple.predicate.value in schema.symmetric
        chosen.setdefault((triple.predicate, frozenset(ends) if symmetric else ends), triple)
    general = {
        Triple(triple.subject, NamedNode(above), triple.object)
        for triple in known
        for above in schema.above.get(triple.predicate.value, ())
    }
    return sorted((triple for triple in chosen.values() if triple in outright or triple not in general), key=str)


def _joins(triple: Triple, start: NamedNode, end: Term) -> bool:
    return (triple.subject, triple.object) in ((start, end), (end, start))


def weakest(proof: Proof) -> str:
    """Whether a proof rests on a reservation (Hedged) or else on a plan (Planned); empty where it rests on neither."""
    bases = set()
    for leaf in proof.leaves:
        found = {basis_of(graph) for graph in leaf.graphs}
        bases |= found if found <= NOT_FACTS else set()
    return next((basis for basis in ("Hedged", "Planned") if basis in bases), "")


def _plain(triple: Triple) -> tuple[str, str, str]:
    return triple.subject.value, triple.predicate.value, triple.object.value  # type: ignore[union-attr]
