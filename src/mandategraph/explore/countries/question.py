"""Countries and regions by what they are in the sentence."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated

from pyoxigraph import Literal, NamedNode

from mandategraph.errors import NotFound, ParameterInvalid
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.countries.roles import KINDS, READ, Relation, Role, Terms, choosing, roles
from mandategraph.explore.graph import Graph, iri_of, load, text_of
from mandategraph.explore.grouping import cells
from mandategraph.explore.model import Thing, says
from mandategraph.ordering import natural
from mandategraph.vocabulary import MG

_COUNTS = load("countries/countries")
_COUNTRY, _REGION, _AREA = MG + "Country", MG + "Region", MG + "M49Area"


@dataclass(frozen=True)
class Place:
    """How much is said of a country or region."""

    place: Annotated[Thing, says("The country or region")]
    relations: Annotated[int, says("The sum of the counts: one thing of two kinds is two relations")]
    counts: Annotated[dict[str, int], says("How many different things by kind of relation")]


@dataclass(frozen=True, repr=False)
class Countries(Answer):
    """A country or region, or all of them; what is said of a region is never told of its countries."""

    place: Annotated[Thing | None, says("The country or region, where one was asked for")]
    area: Annotated[Thing | None, says("The M49 area, where one was asked for")]
    roles: Annotated[tuple[Role, ...], says("What the place is, by kind of relation")]
    planned: Annotated[tuple[Role, ...], says("What is planned or said with reservation of the place: not facts")]
    paragraphs: Annotated[tuple[str, ...], says("The numbers of the paragraphs on which the roles rest")]
    complete: Annotated[bool, says(f"False where more than {READ} statements are there: the rest is not counted")]
    countries: Annotated[tuple[Place, ...], says("Without a place: the countries, those with most relations first")]
    together: Annotated[
        dict[str, int], says("Different things by kind over all these countries; one of several countries counts once")
    ]
    regions: Annotated[
        tuple[Place, ...], says("Without a place: what is said of regions themselves; in no count of the countries")
    ]

    columns = ("place", "status", "kind", "count", "relation", "thing", "type", "iri", "evidence")

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row a statement on the place; without a place, one a country or region and kind."""
        if self.place:
            return [
                (self.place.name, status, role.kind, None, one.relation.name, *cells(one))
                for status, roles in (("fact", self.roles), ("apart", self.planned))
                for role in roles
                for one in role.statements
            ]
        return [
            (one.place.name, "fact", kind, count, None, None, one.place.type, one.place.iri, None)
            for one in (*self.countries, *self.regions)
            for kind, count in one.counts.items()
        ]


def countries(
    graph: Graph,
    place: Annotated[str | None, says("A country or region by name, code or IRI; without it, a table of all")] = None,
    *,
    area: Annotated[str | None, says("Only countries within this M49 area; an area never hands down to them")] = None,
    relation: Annotated[Relation | None, says("Only this kind of relation")] = None,
    theme: Annotated[str | None, says("Only works on this theme")] = None,
    programme: Annotated[str | None, says("Only this work and what is part of it or done under it")] = None,
) -> Countries:
    """What a country or region is: assisted, assessed, venue, donor, leader, partner, party; or all of them, ranked."""
    if relation and relation not in KINDS:
        raise ParameterInvalid(f"relation={relation!r} is none of {', '.join(KINDS)}")
    if place and area:
        raise ParameterInvalid("give place or area, not both: a place is told by itself")
    terms: Terms = {"kind": Literal(relation)} if relation else {}
    terms |= {"theme": NamedNode(graph.thing(theme, MG + "Theme"))} if theme else {}
    terms |= {"programme": NamedNode(graph.thing(programme, MG + "Work"))} if programme else {}
    return _profile(graph, _place(graph, place), terms) if place else _table(graph, area, terms)


def _place(graph: Graph, text: str) -> str:
    iri = graph.thing(text, _COUNTRY, _REGION, _AREA)
    named = graph.state.names.describe([iri]).get(iri)
    types = set(named.types) if named else set()
    if _AREA in types:
        raise NotFound(f"no loaded document speaks of {text!r}; area={text!r} gives the countries within it")
    if not types & {_COUNTRY, _REGION}:
        raise ParameterInvalid(f"place={text!r} is no country or region; give one, for example Kenya or Sahel")
    return iri


def _area(graph: Graph, text: str) -> str:
    try:
        return graph.thing(text, _AREA)
    except NotFound as error:
        graph.thing(text)
        raise ParameterInvalid(
            f"area={text!r} is no area of M49: no source says which countries lie in it; place={text!r} tells what is "
            "said of it"
        ) from error


def _profile(graph: Graph, iri: str, terms: Terms) -> Countries:
    this = graph.things([iri])[iri]
    facts, planned, complete = roles(graph, this, terms)
    signs = [sign for role in facts for one in role.statements for sign in one.evidence]
    numbers = sorted({sign.paragraph for sign in signs if sign.paragraph}, key=natural)
    return Countries(this, None, facts, planned, tuple(numbers), complete, (), {}, ())


def _table(graph: Graph, area: str | None, terms: Terms) -> Countries:
    iri = _area(graph, area) if area else None
    rows = graph.rows(choosing(_COUNTS, terms), **terms, **({"area": NamedNode(iri)} if iri else {}))
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for to, category, kind, things in rows:
        counts[iri_of(category), iri_of(to)][text_of(kind) or ""] = int(text_of(things) or 0)
    together = counts.pop((_COUNTRY, _COUNTRY), {})
    names = graph.things([place for _, place in counts] + ([iri] if iri else []))
    places = [
        (category, Place(names[place], sum(kinds.values()), _in_order(kinds)))
        for (category, place), kinds in counts.items()
    ]
    places.sort(key=lambda pair: (-pair[1].relations, natural(pair[1].place.name)))
    return Countries(
        None,
        names[iri] if iri else None,
        (),
        (),
        (),
        True,
        tuple(place for category, place in places if category == _COUNTRY),
        _in_order(together),
        tuple(place for category, place in places if category == _REGION),
    )


def _in_order(counts: dict[str, int]) -> dict[str, int]:
    return {kind: counts[kind] for kind in KINDS if kind in counts}
