"""What the ontology in the store says of classes and properties: names, hierarchy, inverses."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from mandategraph.store.engine import Engine
from mandategraph.vocabulary import LABEL, OWL, RDFS, SDG, TYPE, compact

_SCHEMA = (Path(__file__).parent / "schema.rq").read_text(encoding="utf-8")
_SDG_CLASSES = {f"{SDG}ontology#{name}": f"SDG {name.lower()}" for name in ("Goal", "Target", "Indicator")}
"""The classes of the United Nations, whose own ontology is not in the store."""
_SYMMETRIC = OWL + "SymmetricProperty"


@dataclass(frozen=True)
class Schema:
    """`labels` are by IRI; `above` has for each term all that are more general; `primary` the way round to say it.

    `primary` maps a property that is declared as the inverse of another to that other one, `inverse` the reverse.
    """

    labels: Mapping[str, str]
    above: Mapping[str, frozenset[str]]
    primary: Mapping[str, str]
    inverse: Mapping[str, str]
    symmetric: frozenset[str]

    @classmethod
    def of(cls, engine: Engine) -> "Schema":
        """Read it from the ontology's graph; one query."""
        labels, parents, primary, symmetric = dict(_SDG_CLASSES), defaultdict(set), {}, set()
        for term, predicate, value in engine.query(_SCHEMA).rows():
            assert isinstance(term, NamedNode)
            if predicate == LABEL and isinstance(value, Literal):
                labels[term.value] = value.value
            elif not isinstance(value, NamedNode):
                continue
            elif predicate == TYPE and value.value == _SYMMETRIC:
                symmetric.add(term.value)
            elif predicate == NamedNode(OWL + "inverseOf"):
                primary[term.value] = value.value
            elif predicate in (NamedNode(RDFS + "subPropertyOf"), NamedNode(RDFS + "subClassOf")):
                parents[term.value].add(value.value)
        above = {term: frozenset(_closure(term, parents)) for term in list(parents)}
        return cls(labels, above, primary, {good: other for other, good in primary.items()}, frozenset(symmetric))

    def name(self, term: str) -> str:
        """The label of a class or property; its prefixed name where it has none."""
        return self.labels.get(term) or compact(term)

    def below(self, term: str) -> frozenset[str]:
        """A class or property with all that are more special."""
        return frozenset({term, *(other for other, general in self.above.items() if term in general)})

    def term(self, text: str, among: Iterable[str]) -> str | None:
        """The term of that IRI, prefixed name, local name or label among some; None where there is none."""
        wanted = text.strip().casefold()
        for iri in among:
            names = (iri, compact(iri), iri.rpartition("#")[2], self.name(iri))
            if wanted in (name.casefold() for name in names):
                return iri
        return None


def _closure(term: str, parents: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(parents.get(term, ()))
    while waiting:
        parent = waiting.pop()
        if parent not in found and parent != term:
            found.add(parent)
            waiting += parents.get(parent, ())
    return found
