"""Provisions and recommendations: verb, addressee, what is asked, and their clauses."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from mandategraph.explore.facts import Fact, standing
from mandategraph.explore.graph import Graph, iri_of, load
from mandategraph.explore.mandates.model import Clause
from mandategraph.explore.model import Evidence, Thing
from mandategraph.ordering import natural
from mandategraph.vocabulary import MG

_ASKS = load("mandates/asks")
_SAID = tuple(MG + name for name in ("verb", "addressee", "asks", "about", "provisionOf", "partOf"))


@dataclass(frozen=True)
class Ask:
    """What stands of one provision, recommendation or clause, by the local names of the properties."""

    iri: str
    said: Mapping[str, list[Fact]]

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a property, in order."""
        return tuple(sorted(fact.other.value for fact in self.said.get(name, ())))

    def value(self, name: str) -> str | None:
        """One value of a property that has one."""
        return next(iter(self.values(name)), None)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where what it asks is written; where it is only known to exist, where that is."""
        found = next((self.said[name] for name in ("asks", "verb", "provisionOf", "partOf") if name in self.said), [])
        return found[0].evidence if found else ()

    def fits(self, verb: str | None, addressee: str | None, clauses: Iterable["Ask"] = ()) -> bool:
        """Whether it has the verb and addressee, where one is asked for; which verb goes to whom, its clauses say."""
        if (verb and verb not in self.values("verb")) or (addressee and addressee not in self.values("addressee")):
            return False
        parts = list(clauses)
        return not parts or any(part.fits(verb, addressee) for part in parts)


def asks(graph: Graph, iris: Iterable[str]) -> tuple[dict[str, Ask], dict[str, list[Ask]]]:
    """Provisions or recommendations by IRI, by number; and the clauses of each."""
    whole = [NamedNode(iri) for iri in sorted(set(iris))]
    said: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    parts: dict[str, list[str]] = defaultdict(list)
    for thing, relation, other in graph.rows(_ASKS, whole=whole) if whole else ():
        if isinstance(other, Literal):
            said[iri_of(thing)][iri_of(relation).removeprefix(MG)].append(
                Fact(iri_of(thing), iri_of(relation), other, ())
            )
        else:
            parts[iri_of(thing)].append(iri_of(other))
    every = {node.value for node in whole}.union(*parts.values())
    for fact in standing(graph, subject=every, property=_SAID)[0]:
        said[fact.subject][fact.relation.removeprefix(MG)].append(fact)
    found = {iri: Ask(iri, dict(told)) for iri, told in said.items()}
    chosen = sorted(
        (found[node.value] for node in whole if node.value in found),
        key=lambda ask: natural(ask.value("number") or ask.iri),
    )
    clauses = {iri: [found[part] for part in sorted(some, key=natural) if part in found] for iri, some in parts.items()}
    return {ask.iri: ask for ask in chosen}, clauses


def spoken(found: Iterable[Ask]) -> set[str]:
    """The things that asks speak of, but for what they are about."""
    return {
        iri
        for ask in found
        for iri in (
            ask.iri,
            *(iri_of(fact.other) for name in ("addressee", "provisionOf", "partOf") for fact in ask.said.get(name, ())),
        )
    }


def clauses_of(things: Mapping[str, Thing], found: Iterable[Ask]) -> tuple[Clause, ...]:
    """Clauses as they are answered."""
    return tuple(
        Clause(things[ask.iri], ask.values("verb"), addressees(things, ask), ask.value("asks"), ask.evidence)
        for ask in found
    )


def addressees(things: Mapping[str, Thing], ask: Ask) -> tuple[Thing, ...]:
    """Whom it asks."""
    return tuple(things[iri] for iri in ask.values("addressee"))
