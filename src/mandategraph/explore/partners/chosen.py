"""What of a network the filters leave."""

from collections.abc import Collection
from dataclasses import dataclass

from mandategraph.explore.facts import standing
from mandategraph.explore.graph import Graph, iri_of
from mandategraph.explore.partners.network import TOGETHER, Parts, Ties, weight
from mandategraph.vocabulary import mg

_UNDER = mg("underProgramme").value
_ABOUT = (mg("addressesTheme").value, mg("assistedCountry").value, _UNDER)

About = tuple[str, str, str]
"""A work, a property, and the theme, the country served or the programme to which it leads."""


@dataclass(frozen=True)
class Chosen:
    """What was asked for; `filters` are things by the property that leads from a work to them, no roles mean all."""

    filters: dict[str, str]
    roles: frozenset[str] | None
    minimum: int
    page: int
    size: int

    def here(self, ranked: list[str]) -> list[str]:
        """What of a list is on the page."""
        return ranked[(self.page - 1) * self.size : self.page * self.size]

    def pages(self, ranked: list[str]) -> int:
        """How many pages a list has."""
        return max(1, -(-len(ranked) // self.size))


def kept(graph: Graph, found: Parts, tied: Ties, chosen: Chosen, asked: Collection[str]) -> Ties:
    """The ties that the filters leave, with the works that they leave; roles are those of who is not asked for."""
    works = _matching(graph, chosen, asked and {work for works in tied.values() for work in works})

    def fits(pair: tuple[str, str], work: str) -> bool:
        if chosen.filters and work not in works:
            return False
        return chosen.roles is None or any(
            role in chosen.roles and one in pair and (work in pair if role == TOGETHER else one not in asked)
            for role, one in found[work]
        )

    left = {pair: [work for work in shared if fits(pair, work)] for pair, shared in tied.items()}
    return {pair: shared for pair, shared in left.items() if weight(found, pair, shared) >= chosen.minimum}


def left(graph: Graph, found: Parts, chosen: Chosen, actor: str, *, apart: bool = False) -> Parts:
    """The parts, other than of the actor itself where a role is asked, that the filters leave; their number is free.

    With `apart`, what is planned or said with reservation of a work counts, too.
    """
    works = _matching(graph, chosen, found, apart) if found else set()
    return {
        work: {
            (role, one): graphs
            for (role, one), graphs in taking.items()
            if chosen.roles is None or (role in chosen.roles and one != actor)
        }
        for work, taking in found.items()
        if not chosen.filters or work in works
    }


def _matching(graph: Graph, chosen: Chosen, among: Collection[str], apart: bool = False) -> set[str]:
    """The works that have all that the filters ask for; of some works, or of all."""
    if not chosen.filters:
        return set()
    has = about(graph, among, chosen.filters.values(), apart=apart)
    programme = chosen.filters.get(_UNDER)
    works = {work for work, _, _ in has} | ({programme} if programme else set())
    return {
        work for work in works if all((work, prop, iri) in has or work == iri for prop, iri in chosen.filters.items())
    }


def about(
    graph: Graph, works: Collection[str] = (), others: Collection[str] = (), *, apart: bool = False
) -> set[About]:
    """Themes, countries served and programmes of works, or else the works with one of these.

    With `apart`, those too that are planned or said with reservation.
    """
    closer = {special: prop for prop in _ABOUT for special in graph.schema.below(prop)}
    found, plans = standing(graph, property=closer, subject=works, other=others)
    return {(fact.subject, closer[fact.relation], iri_of(fact.other)) for fact in (*found, *(plans if apart else ()))}
