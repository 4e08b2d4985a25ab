"""Closure of a graph too large for owlrl, inside its store, by the same rule table."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product

from pyoxigraph import DefaultGraph, NamedNode, Store

from mandategraph.reason.feed import feed
from mandategraph.reason.numbered import Chains, Table, ends, link
from mandategraph.reason.rules import TYPE, Rule, Triple
from mandategraph.vocabulary import MG

_TYPE = f"<{TYPE}>"


def materialise(store: Store, rules: Sequence[Rule]) -> int:
    """Add to the default graph all that follows from it, and say how many statements that was.

    Left out is what build.closing.conclusions leaves out: that something is related to itself, and what would be said
    of a term of the ontology. Memory is needed for each term that has links, and for each link of the predicates that
    chains join: some hundred bytes. The store is not optimized.
    """
    before = len(store)
    closure = _Closure(rules)
    closure.take(store)
    feed(store, closure.lines())
    return len(store) - before


class _Closure:
    """The links of a graph, with terms as N-Triples writes them, and the lines that follow from these."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        bracketed = [Rule(rule.name, tuple(map(_bracketed, rule.body)), _bracketed(rule.head)) for rule in rules]
        self._table = Table(bracketed, _TYPE)
        self._chains = Chains(bracketed, self._table)
        self._facts = {name: array("Q") for name in sorted(self._table.predicates | self._chains.predicates)}
        self._numbers: dict[str, int] = {}

    def take(self, store: Store) -> None:
        """Take up the links between IRIs for which there are rules."""
        numbers = self._numbers
        for predicate, facts in self._facts.items():
            for quad in store.quads_for_pattern(None, NamedNode(predicate[1:-1]), None, DefaultGraph()):
                subject, value = quad.subject, quad.object
                if isinstance(subject, NamedNode) and isinstance(value, NamedNode):
                    start = numbers.setdefault(subject.value, len(numbers))
                    facts.append(link(start, numbers.setdefault(value.value, len(numbers))))

    def lines(self) -> Iterator[str]:
        """What follows, as N-Triples. A line may come twice, and may be one of those taken up."""
        found = self._chains.follow(self._facts)
        writer = _Writer(self._table, [f"<{name}>" for name in self._numbers])
        for predicate, facts in self._facts.items():
            yield from writer.links(predicate, facts)
        for predicate, followed in found.items():
            yield from writer.links(predicate, followed, [(predicate, False)])
        yield from writer.types()


class _Writer:
    """Writes the links that links imply; of which classes the terms are, it gathers meanwhile."""

    def __init__(self, table: Table, terms: Sequence[str]) -> None:
        self._table, self._terms = table, terms
        self._ours = [term.startswith(f"<{MG}") for term in terms]
        self._places: dict[str, int] = {}
        self._classes = [0] * len(terms)

    def links(self, predicate: str, codes: Iterable[int], more: Sequence[tuple[str, bool]] = ()) -> Iterator[str]:
        """Those that each of some links implies, and more: predicates, and whether they lead the other way."""
        if predicate == _TYPE:
            self._inherit(codes)
            return
        terms, ours, classes = self._terms, self._ours, self._classes
        start, end = map(self._mask, self._table.classes(predicate))
        implied = [*more, *self._table.links(predicate)]
        shapes = {about: _shape(implied, about) for about in product((False, True), repeat=2)}
        for subject, value in map(ends, codes):
            classes[subject] |= start
            classes[value] |= end
            if subject != value:
                yield shapes[ours[subject], ours[value]].format(terms[subject], terms[value])

    def types(self) -> Iterator[str]:
        """The classes of all terms that have any, as far as links written before told them."""
        described = cache(self._described)
        for term, classes, ours in zip(self._terms, self._classes, self._ours, strict=True):
            if classes and not ours:
                yield described(classes).format(term)

    def _described(self, classes: int) -> str:
        names = (name for name, place in self._places.items() if classes >> place & 1)
        return "".join(f"{{0}} {_TYPE} {name} .\n" for name in names)

    def _inherit(self, codes: Iterable[int]) -> None:
        above = cache(lambda kind: self._mask(self._table.above(self._terms[kind])))
        for thing, kind in map(ends, codes):
            self._classes[thing] |= above(kind)

    def _mask(self, classes: Iterable[str]) -> int:
        """Classes as one number, a bit for each."""
        return sum(1 << self._places.setdefault(name, len(self._places)) for name in set(classes))


def _shape(implied: Iterable[tuple[str, bool]], ours: Sequence[bool]) -> str:
    """Lines to be filled with the ends of a link; none about an end that is a term of the ontology."""
    patterns = ("{{0}} {} {{1}} .\n", "{{1}} {} {{0}} .\n")
    return "".join(patterns[turned].format(predicate) for predicate, turned in implied if not ours[turned])


def _bracketed(atom: Triple) -> Triple:
    subject, predicate, value = (name if name.startswith("?") else f"<{name}>" for name in atom)
    return subject, predicate, value
