"""Closure of a set of facts under the rules, with the paragraphs from which each conclusion follows alone.

Each triple carries a mask: one bit a paragraph. The bit is set where the triple follows from that paragraph's
statements together with the background (reference, curated and thing graphs), whose own triples have every bit set.
A rule's conclusion has the bits that all its premises share; a triple keeps the bits of all its derivations. A triple
that ends with no bit at all follows only from several paragraphs together. This is the fixpoint of Green, Karvounarakis
and Tannen, "Provenance semirings" (PODS 2007), for the lattice of sets of paragraphs.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence

from mandategraph.reason.rules import Rule, Triple

BACKGROUND = -1
"""The mask with every bit set."""

Binding = dict[str, str]


def close(facts: Mapping[Triple, int], rules: Sequence[Rule]) -> dict[Triple, int]:
    """The facts and all that follows from them, each with its mask."""
    closure = _Closure(rules)
    for triple, mask in facts.items():
        closure.add(triple, mask)
    closure.run()
    return closure.masks


class _Closure:
    """Semi-naive evaluation: a triple is taken up again whenever its mask has grown."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.masks: dict[Triple, int] = {}
        self._objects: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._subjects: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._waiting: deque[Triple] = deque()
        self._uses: dict[tuple[str, str | None], list[tuple[Rule, int]]] = defaultdict(list)
        for rule in rules:
            for place, (_, predicate, value) in enumerate(rule.body):
                self._uses[predicate, None if value.startswith("?") else value].append((rule, place))

    def add(self, triple: Triple, mask: int) -> None:
        known = self.masks.get(triple)
        if known is not None and mask | known == known:
            return
        if known is None:
            subject, predicate, value = triple
            self._objects[subject, predicate].add(value)
            self._subjects[value, predicate].add(subject)
        self.masks[triple] = mask if known is None else known | mask
        self._waiting.append(triple)

    def run(self) -> None:
        while self._waiting:
            triple = self._waiting.popleft()
            for key in ((triple[1], None), (triple[1], triple[2])):
                for rule, place in self._uses.get(key, ()):
                    self._apply(rule, place, triple)

    def _apply(self, rule: Rule, place: int, triple: Triple) -> None:
        binding = _match(rule.body[place], triple, {})
        if binding is None:
            return
        others = rule.body[:place][::-1] + rule.body[place + 1 :]
        for found, mask in list(self._join(others, binding, self.masks[triple])):
            subject, predicate, value = (found.get(name, name) for name in rule.head)
            self.add((subject, predicate, value), mask)

    def _join(self, atoms: Sequence[Triple], binding: Binding, mask: int) -> Iterator[tuple[Binding, int]]:
        if not atoms:
            yield binding, mask
            return
        for triple in self._candidates(atoms[0], binding):
            found = _match(atoms[0], triple, binding)
            if found is not None:
                yield from self._join(atoms[1:], found, mask & self.masks[triple])

    def _candidates(self, atom: Triple, binding: Binding) -> Iterator[Triple]:
        subject, predicate, value = (binding.get(name, name) for name in atom)
        if not subject.startswith("?"):
            yield from ((subject, predicate, other) for other in self._objects.get((subject, predicate), ()))
        else:
            yield from ((other, predicate, value) for other in self._subjects.get((value, predicate), ()))


def _match(atom: Triple, triple: Triple, binding: Binding) -> Binding | None:
    found = dict(binding)
    for name, term in zip(atom, triple, strict=True):
        if name.startswith("?"):
            if found.setdefault(name, term) != term:
                return None
        elif name != term:
            return None
    return found
