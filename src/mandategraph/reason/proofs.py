"""Proofs: from which statements, and by which rules of the ontology, another statement follows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import count, product

from pyoxigraph import Triple

from mandategraph.reason.patterns import Step
from mandategraph.reason.rules import Rule
from mandategraph.reason.search import Search
from mandategraph.store.engine import Engine, Term
from mandategraph.vocabulary import TYPE

_LEVELS = 8
_PROBES = (1_000, 100_000)
"""How many matches of a pattern are tried from each end of a chain; the second only where the first gives no proof."""


@dataclass(frozen=True)
class Proof:
    """Why a triple holds. A leaf has no rule and no premises: it stands outright, in the graphs."""

    triple: Triple
    rule: Rule | None = None
    premises: tuple["Proof", ...] = ()
    graphs: tuple[str, ...] = ()

    @cached_property
    def leaves(self) -> tuple["Proof", ...]:
        """The statements on which the proof rests, each once, from left to right."""
        found = [leaf for premise in self.premises for leaf in premise.leaves] if self.rule else [self]
        return tuple({leaf.triple: leaf for leaf in found}.values())

    @cached_property
    def depth(self) -> int:
        """The longest way to a leaf; a leaf has 0."""
        return 1 + max(premise.depth for premise in self.premises) if self.rule else 0

    @cached_property
    def things(self) -> frozenset[Term]:
        """The subjects and objects of the leaves, without classes."""
        ends = ((leaf.triple.subject, leaf.triple.object) for leaf in self.leaves if leaf.triple.predicate != TYPE)
        return frozenset({leaf.triple.subject for leaf in self.leaves}.union(*ends))


def prove(engine: Engine, rules: Sequence[Rule], triple: Triple, limit: int = 3) -> tuple[Proof, ...]:
    """The shortest proofs: of the fewest leaves, then naming the fewest things, then the least deep; () for no fact.

    The default graph has to be closed under the rules. No proof rests on all that an earlier one rests on: adding
    leaves makes no other proof. The search ends as soon as there are enough, and follows a few ways at each step, so
    what it gives are short proofs, and for statements with many proofs not always the shortest.
    """
    for probe in _PROBES:
        search = Search(engine, rules, triple, probe)
        proofs = _search(search, triple, limit) if search.same else ()
        if proofs or not search.same:
            return proofs
    return ()


def _search(search: Search, goal: Triple, limit: int) -> tuple[Proof, ...]:
    """Go back as many levels as it takes: from the goal and all that says the same, then from what lacks a proof."""
    search.expand(list(search.open))
    for _ in range(_LEVELS):
        found = _shortest(search, limit)
        unproved = [each for each in search.open if each not in found]
        if len(found[goal]) >= limit or not unproved:
            break
        search.expand(unproved)
    return tuple(found[goal])


def _shortest(search: Search, limit: int) -> dict[Triple, list[Proof]]:
    """For each statement its shortest different proofs; for a stated one that does not say the same as the goal, one.

    Proofs are built from the leaves up, the shortest first (Knuth, "A generalization of Dijkstra's algorithm", 1977).
    """
    uses: dict[Triple, list[Step]] = defaultdict(list)
    for step in search.steps:
        for premise in set(step.premises):
            uses[premise].append(step)
    found: dict[Triple, list[Proof]] = defaultdict(list)
    serial = count()
    waiting: list[tuple[int, int, int, int, Proof]] = []

    def wait(proof: Proof) -> None:
        heappush(waiting, (len(proof.leaves), len(proof.things), proof.depth, next(serial), proof))

    for triple, graphs in sorted(search.stated.items(), key=str):
        wait(Proof(triple, graphs=graphs))
    while waiting:
        proof = heappop(waiting)[-1]
        known = found[proof.triple]
        enough = 1 if proof.triple in search.stated.keys() - search.same else limit
        if len(known) < enough and not any(_rests_on(proof, other) for other in known):
            known.append(proof)
            for longer in _longer(proof, uses[proof.triple], found):
                wait(longer)
    return found


def _rests_on(proof: Proof, other: Proof) -> bool:
    return {leaf.triple for leaf in other.leaves} <= {leaf.triple for leaf in proof.leaves}


def _longer(proof: Proof, steps: Iterable[Step], found: Mapping[Triple, list[Proof]]) -> Iterator[Proof]:
    """The proofs that have this one as a premise and found ones as the others.

    One that goes in a circle is never kept: it rests on all that the proof of the same inside it rests on.
    """
    for step in steps:
        choices = ([proof] if premise == proof.triple else found.get(premise, []) for premise in step.premises)
        yield from (Proof(step.use.goal, step.use.rule, premises) for premises in product(*choices))
