"""Two things side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import msgspec
from pyoxigraph import NamedNode

from mandategraph.evidence import BASES
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.between import Between, between, told_from
from mandategraph.explore.graph import Graph, iri_of, load, text_of
from mandategraph.explore.model import Statement, Thing, says, signs
from mandategraph.explore.partners.network import circle, partner, roles, weight
from mandategraph.vocabulary import MG

_COMPARE, _WORKS_OF = load("compare"), load("compare_works")
_GROUP, _TAKING = MG + "Group", MG + "participant"
_WORKS = ""
"""In the place of a property: the works themselves."""
ASPECTS = {
    MG + "participant": "partners",
    MG + "assistedCountry": "countries assisted",
    MG + "assessedCountry": "countries assessed",
    MG + "venueCountry": "venue countries",
    MG + "countryOfOrigin": "countries of origin",
    MG + "focusCountry": "focus countries",
    MG + "addressesTheme": "themes",
    MG + "statedLink": "SDG links stated",
    MG + "derivedLink": "SDG links derived",
    MG + "mandatedBy": "mandates",
    _WORKS: "works",
}
"""Properties of works, by which two things are compared, and what they are called."""


@dataclass(frozen=True)
class Having:
    """In how many works something is, and the pairs of things between which it is written for one of them."""

    works: int
    pairs: tuple[tuple[str, str], ...]


Side = dict[str, dict[str, Having]]
"""By property and thing."""


@dataclass(frozen=True, repr=False)
class Item:
    """Something that one of the two has, or both."""

    thing: Annotated[Thing, says("What it is")]
    one: Annotated[int, says("In how many works of the first")]
    other: Annotated[int, says("In how many works of the second")]
    statements: Annotated[tuple[Statement, ...], says("What says so, for one work of each; with works, their relation")]


@dataclass(frozen=True, repr=False)
class Aspect:
    """One respect in which the two are compared."""

    name: Annotated[str, says("Partners, countries by what they are, themes, SDG links, mandates or works")]
    both: Annotated[int, says("How many things both have")]
    only_one: Annotated[int, says("How many only the first has")]
    only_other: Annotated[int, says("How many only the second has")]
    shared: Annotated[tuple[Item, ...], says("What both have; the most frequent first")]
    of_one: Annotated[tuple[Item, ...], says("What only the first has")]
    of_other: Annotated[tuple[Item, ...], says("What only the second has")]


@dataclass(frozen=True, repr=False)
class Comparison(Answer):
    """Two things side by side, by their works; stated and derived SDG links are apart, and never add up."""

    one: Annotated[Thing, says("The first")]
    other: Annotated[Thing, says("The second")]
    aspects: Annotated[tuple[Aspect, ...], says("In what respects the two are alike, or differ")]

    columns = ("aspect", "of", "thing", "type", "one", "other", "evidence", "iri")

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row a thing that one of the two has, or both."""
        return [
            (
                aspect.name, of, item.thing.name, item.thing.type, item.one, item.other,
                signs(tuple(sign for statement in item.statements for sign in statement.evidence)), item.thing.iri,
            )
            for aspect in self.aspects
            for of, items in (("both", aspect.shared), ("one", aspect.of_one), ("other", aspect.of_other))
            for item in items
        ]  # fmt: skip


def compare(
    graph: Graph,
    one: Annotated[str, says("A thing by IRI, code or name")],
    other: Annotated[str, says("Another thing by IRI, code or name")],
    *,
    each: Annotated[int, msgspec.Meta(ge=1, le=200, description="How many things to show of each kind")] = 10,
) -> Comparison:
    """Two things side by side: partners, countries, themes, SDG links, mandates and works, shared and not.

    What is compared are the works in which an actor takes part, or that serve a country, address a theme, have a target
    or mandate, or make up a programme. Partners are those with whom an actor works; of anything else, those who take
    part in its works. What is planned or said with reservation is left out.
    """
    ends = graph.thing(one), graph.thing(other)
    first = _side(graph, ends[0])
    sides = first, first if ends[0] == ends[1] else _side(graph, ends[1])
    lists = {prop: _lists(sides[0][prop], sides[1][prop]) for prop in ASPECTS}
    shown = {(prop, iri) for prop, three in lists.items() for iris in three for iri in iris[:each]}
    having = [side[prop][iri] for prop, iri in shown for side in sides if iri in side[prop]]
    pairs = {pair for one_of in having for pair in one_of.pairs}
    found = between(graph, pairs)
    things = graph.things({*ends, *(iri for _, iri in shown), *(iri for pair in pairs for iri in pair)})
    schema = graph.schema
    below = {prop: schema.below(prop) for prop in ASPECTS} | {_TAKING: roles(schema)}
    told = _Teller(graph, things, found, sides, below)
    return Comparison(
        things[ends[0]],
        things[ends[1]],
        tuple(
            Aspect(
                ASPECTS[prop],
                len(three[0]),
                len(three[1]),
                len(three[2]),
                *(tuple(told.item(prop, iri) for iri in iris[:each]) for iris in three),
            )
            for prop, three in lists.items()
            if any(three)
        ),
    )


def _lists(one: Mapping[str, Having], other: Mapping[str, Having]) -> tuple[list[str], list[str], list[str]]:
    """What both have, only the first, and only the second; the most frequent first."""

    def order(iri: str) -> tuple[int, str]:
        return -sum(side[iri].works for side in (one, other) if iri in side), iri

    return (
        sorted(one.keys() & other.keys(), key=order),
        sorted(one.keys() - other.keys(), key=order),
        sorted(other.keys() - one.keys(), key=order),
    )


def works_of(graph: Graph, iri: str) -> list[str]:
    """The works that an actor takes part in, or that serve a country, address a theme, have a target or a mandate."""
    return [work for row in graph.rows(_WORKS_OF, thing=NamedNode(iri)) if (work := iri_of(row[0])) != iri]


def _side(graph: Graph, iri: str) -> Side:
    works = works_of(graph, iri)
    properties = [NamedNode(prop) for prop in ASPECTS if prop != _WORKS]
    rows = graph.rows(_COMPARE, work=[NamedNode(work) for work in (iri, *works)], property=properties)
    side: Side = {prop: {} for prop in ASPECTS} | {_WORKS: {work: Having(1, ((iri, work),)) for work in works}}
    for prop, has, count, example in rows:
        if iri_of(has) != iri:
            side[iri_of(prop)][iri_of(has)] = Having(int(text_of(count) or 0), ((iri_of(example), iri_of(has)),))
    side[_TAKING] = _close(graph, iri) or _unless_groups(graph, side[_TAKING])
    return side


def _close(graph: Graph, iri: str) -> dict[str, Having]:
    """Those with whom an actor works; empty for what is no actor, or works with nobody."""
    around = circle(graph, iri)
    return {
        partner(pair, iri): Having(
            weight(around.parts, pair, works), (pair,) if works[0] in pair else tuple((one, works[0]) for one in pair)
        )
        for pair, works in around.ties.items()
    }


def _unless_groups(graph: Graph, taking: dict[str, Having]) -> dict[str, Having]:
    kinds = graph.state.names.describe(sorted(taking))
    return {one: having for one, having in taking.items() if one not in kinds or _GROUP not in kinds[one].types}


@dataclass(frozen=True)
class _Teller:
    """What tells of something who of two has it, and where that is written."""

    graph: Graph
    things: Mapping[str, Thing]
    found: Between
    sides: tuple[Side, Side]
    below: Mapping[str, frozenset[str]]

    def item(self, prop: str, iri: str) -> Item:
        one, other = (side[prop].get(iri) for side in self.sides)
        pairs = dict.fromkeys(pair for having in (one, other) if having for pair in having.pairs)
        statements = tuple(statement for pair in pairs for statement in self._best(prop, *pair))
        return Item(self.things[iri], one.works if one else 0, other.works if other else 0, statements)

    def _best(self, prop: str, here: str, there: str) -> list[Statement]:
        """The best statement between two by the property, or one below it; of works, by any."""
        told = [
            told_from(self.graph, self.things, here, there, relation, subject, graphs)
            for (relation, subject), graphs in sorted(self.found[frozenset((here, there))].items())
            if relation not in self.graph.schema.primary and (relation in self.below[prop] or prop == _WORKS)
        ]
        return sorted(told, key=lambda one: BASES.index(one.evidence[0].basis))[:1]
