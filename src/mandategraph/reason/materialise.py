"""Closure of a graph too large for owlrl, inside its store, by the same rule table."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store, Variable

from mandategraph.reason.closure import close
from mandategraph.reason.rules import TYPE, Rule
from mandategraph.vocabulary import MG

_COUNTED, _REMEMBERED = 100_000, 1_000_000
_DEFAULT, _TYPE = DefaultGraph(), NamedNode(TYPE)
_ENDS = ("urn:subject", "urn:object")

Implied = tuple[int, NamedNode, int | NamedNode]
"""A conclusion from a link: for subject and object, which end of the link (0 or 1) takes the place; or a class."""


def materialise(store: Store, rules: Sequence[Rule]) -> int:
    """Add to the default graph all that follows from it, and say how many statements that was.

    Left out is what build.closing.conclusions leaves out: that something is related to itself, and what would be said
    of a term of the ontology. Rules of one premise take one pass, in which each link brings all that it implies through
    any number of them; then come the chains, each again when what it joins has grown. The store is not optimized.
    """
    before = len(store)
    table = _Table(rules)
    streams = [store.quads_for_pattern(None, NamedNode(name), None, _DEFAULT) for name in table.predicates]
    store.bulk_extend(table.expand(quad for stream in streams for quad in stream))
    chains = [rule for rule in rules if len(rule.body) > 1]
    waiting = dict.fromkeys(chains)
    while waiting:
        chain = next(iter(waiting))
        del waiting[chain]
        grown = _apply(store, table, chain)
        waiting |= dict.fromkeys(other for other in chains if any(atom[1] in grown for atom in other.body))
    return len(store) - before


class _Table:
    """The rules of one premise, joined: all that a link implies through any number of them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = [rule for rule in rules if len(rule.body) == 1]
        self._implied: dict[tuple[str, str], tuple[Implied, ...]] = {}
        self.predicates = sorted({rule.body[0][1] for rule in self._rules})

    def implied(self, predicate: str, kind: str = _ENDS[1]) -> tuple[Implied, ...]:
        """What a link implies; `kind` is the class where the predicate is rdf:type."""
        key = (predicate, kind)
        if key not in self._implied:
            link = (_ENDS[0], *key)
            closed = sorted(close({link: 0}, self._rules).keys() - {link})
            self._implied[key] = tuple(
                (_ENDS.index(s), NamedNode(p), _ENDS.index(o) if o in _ENDS else NamedNode(o)) for s, p, o in closed
            )
        return self._implied[key]

    def expand(self, links: Iterable[Quad]) -> Iterator[Quad]:
        """What follows from links between things, without the links; a type seldom more than once."""
        typed: set[tuple[NamedNode, NamedNode]] = set()
        for link in links:
            if not isinstance(link.subject, NamedNode) or not isinstance(link.object, NamedNode):
                continue
            ends = (link.subject, link.object)
            things = [not end.value.startswith(MG) for end in ends]
            kind = ends[1].value if link.predicate == _TYPE else _ENDS[1]
            for place, predicate, value in self.implied(link.predicate.value, kind):
                if isinstance(value, int):
                    if things[place] and ends[0] != ends[1]:
                        yield Quad(ends[place], predicate, ends[value], _DEFAULT)
                elif things[place] and (ends[place], value) not in typed:
                    typed.add((ends[place], value))
                    yield Quad(ends[place], predicate, value, _DEFAULT)
            if len(typed) > _REMEMBERED:
                typed.clear()


def _apply(store: Store, table: _Table, chain: Rule) -> set[str]:
    """Add what follows by a chain, with all that this implies; the predicates of which there is more now."""
    grown: set[str] = set()
    predicate = NamedNode(chain.head[1])
    reached = {predicate.value, *(name.value for _, name, _ in table.implied(predicate.value))}

    def added() -> Iterator[Quad]:
        for subject, value in cast(QuerySolutions, store.query(_join(store, chain))):
            found = Quad(subject, predicate, value, _DEFAULT)
            grown.update(reached)
            yield found
            yield from table.expand([found])

    store.bulk_extend(added())
    return grown


def _join(store: Store, chain: Rule) -> str:
    """A query for the pairs that a chain relates and that are not related yet, written from its smaller end on.

    It is composed from the rule alone, with terms as pyoxigraph writes them.
    """
    first, last = (_size(store, chain.body[place][1]) for place in (0, -1))
    atoms = [" ".join(map(_written, atom)) for atom in (chain.body if first <= last else chain.body[::-1])]
    start, predicate, end = map(_written, chain.head)
    return (
        f"SELECT DISTINCT {start} {end} WHERE {{ {' . '.join(atoms)} FILTER(isIRI({end}) && {start} != {end}) "
        f"FILTER(!STRSTARTS(STR({start}), {Literal(MG)})) FILTER NOT EXISTS {{ {start} {predicate} {end} }} }}"
    )


def _size(store: Store, predicate: str) -> int:
    """How many links a predicate has, counted to a bound."""
    return sum(1 for _ in islice(store.quads_for_pattern(None, NamedNode(predicate), None, _DEFAULT), _COUNTED))


def _written(name: str) -> str:
    return str(Variable(name[1:]) if name.startswith("?") else NamedNode(name))
