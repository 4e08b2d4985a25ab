"""What follows from millions of links, reckoned in memory on numbers: a link is one, made of those of its ends.

Rules with several premises are taken for chains, which is what rules_of makes of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from mandategraph.reason.closure import close
from mandategraph.reason.rules import TYPE, Rule, Triple

_SUBJECT, _OBJECT = "urn:subject", "urn:object"
_BITS = 32
_LOW = (1 << _BITS) - 1

Links = dict[int, None]
"""Different links of one predicate, in the order in which they became known."""


def link(subject: int, value: int) -> int:
    """The number of a link between two terms."""
    return subject << _BITS | value


def ends(code: int) -> tuple[int, int]:
    """The subject and the object of a link."""
    return code >> _BITS, code & _LOW


class Table:
    """The rules of one premise, joined: all that a link implies through any number of them."""

    def __init__(self, rules: Iterable[Rule], kind: str = TYPE) -> None:
        self._rules = [rule for rule in rules if len(rule.body) == 1]
        self._type = kind
        self.predicates = {rule.body[0][1] for rule in self._rules}

    def links(self, predicate: str) -> list[tuple[str, bool]]:
        """The predicates of the links that one implies, and whether they lead the other way; without itself."""
        return [(p, s == _OBJECT) for s, p, o in self._implied(predicate, _OBJECT) if o in (_SUBJECT, _OBJECT)]

    def classes(self, predicate: str) -> tuple[list[str], list[str]]:
        """Those of the subject and of the object of a link."""
        found = [(s, o) for s, p, o in self._implied(predicate, _OBJECT) if p == self._type]
        return [kind for end, kind in found if end == _SUBJECT], [kind for end, kind in found if end == _OBJECT]

    def above(self, kind: str) -> list[str]:
        """The classes that a thing of a class is of, too."""
        return [o for _, _, o in self._implied(self._type, kind)]

    def _implied(self, predicate: str, value: str) -> list[Triple]:
        given = (_SUBJECT, predicate, value)
        return sorted(close({given: 0}, self._rules).keys() - {given})


class Chains:
    """The rules of several premises, each tried again when what it joins has grown, and then on what is new alone."""

    def __init__(self, rules: Iterable[Rule], table: Table) -> None:
        self._rules = [rule for rule in rules if len(rule.body) > 1]
        self._table = table
        self._known: dict[str, Links] = {atom[1]: {} for rule in self._rules for atom in (*rule.body, rule.head)}
        self.predicates = frozenset(self._known)

    def follow(self, facts: Mapping[str, Collection[int]]) -> dict[str, list[int]]:
        """The links that follow by chains, by predicate, without what these imply by rules of one premise."""
        for predicate, codes in facts.items():
            self._learn(predicate, codes)
        found: dict[str, list[int]] = defaultdict(list)
        joined = {rule: [0] * len(rule.body) for rule in self._rules}
        while waiting := [rule for rule in self._rules if self._sizes(rule) != joined[rule]]:
            for rule in waiting:
                before, joined[rule] = joined[rule], self._sizes(rule)
                predicate = rule.head[1]
                known = self._known[predicate]
                new = dict.fromkeys(code for code in self._join(rule, before, joined[rule]) if code not in known)
                found[predicate].extend(new)
                self._learn(predicate, new)
        return found

    def _learn(self, predicate: str, codes: Collection[int]) -> None:
        """Take up links, and what they imply, as far as chains join them."""
        for name, turned in ((predicate, False), *self._table.links(predicate)):
            if name in self._known:
                self._known[name].update(dict.fromkeys(map(_turned, codes) if turned else codes))

    def _sizes(self, rule: Rule) -> list[int]:
        return [len(self._known[predicate]) for _, predicate, _ in rule.body]

    def _join(self, rule: Rule, before: Sequence[int], now: Sequence[int]) -> Iterator[int]:
        """Links between the ends of a chain with a new step: for each step, the ways on which it is the first new one.

        `before` and `now` say of each step how many links it had and has.
        """
        for first in range(len(rule.body)):
            spans = [(0, size) for size in (*before[:first], *now[first:])]
            spans[first] = (before[first], now[first])
            if all(start < stop for start, stop in spans):
                steps = [islice(self._known[atom[1]], *span) for atom, span in zip(rule.body, spans, strict=True)]
                yield from _joined(steps)


def _turned(code: int) -> int:
    return (code & _LOW) << _BITS | code >> _BITS


def _joined(steps: Sequence[Iterator[int]]) -> Iterator[int]:
    pairs, *others = steps
    for step in others:
        pairs = _extended(pairs, step)
    return pairs


def _extended(pairs: Iterable[int], step: Iterable[int]) -> Iterator[int]:
    """Each pair with its end moved on by a step."""
    onwards: dict[int, list[int]] = defaultdict(list)
    for code in step:
        onwards[code >> _BITS].append(code & _LOW)
    for code in pairs:
        for value in onwards.get(code & _LOW, ()):
            yield code >> _BITS << _BITS | value
