"""The pictures of the network: an actor amid its partners, and the actors of a page with their ties."""

from collections.abc import Sequence
from itertools import combinations

from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Thing
from mandategraph.explore.partners.answer import Partners
from mandategraph.web.pages.partners.drawing import Actor, Figure, Link, figure
from mandategraph.web.pages.partners.rows import PartnerRow
from mandategraph.web.pages.wording import short_name
from mandategraph.web.signs import FORMS

_MOST, _NUMBERS = 40, 3
"""Actors in a picture; numbers of paragraphs on a sign."""


def around(graph: Graph, found: Partners, rows: Sequence[PartnerRow]) -> Figure:
    """An actor and the partners of the page; two of these are tied where both take part in one of the works."""
    assert found.actor
    shown = rows[: _MOST - 1]
    strongest = max((row.partner.weight for row in shown), default=1)
    actors = [_actor(graph, found.actor, strongest * 2, is_asked=True)]
    actors += [_actor(graph, row.partner.actor, row.partner.weight) for row in shown]
    links = []
    works = [{work.iri for work in row.partner.works} for row in shown]
    for one, other in combinations(range(len(shown)), 2):
        if both := works[one] & works[other]:
            links.append(Link(one + 1, other + 1, len(both)))
    for place, row in enumerate(shown, 1):
        numbers = [sign.paragraph for sign in row.evidence if sign.paragraph]
        words = ", ".join(numbers[:_NUMBERS]) + (" …" if len(numbers) > _NUMBERS else "")
        form = FORMS[row.evidence[0].basis].css if row.evidence else ""
        links.append(Link(0, place, row.partner.weight, words, form, f"p-{place}"))
    return figure(actors, links)


def network_figure(graph: Graph, found: Partners) -> Figure:
    """The first actors of the page with the ties between them, in their groups."""
    shown = found.members[:_MOST]
    groups = number_of(found)
    places = {member.actor.iri: place for place, member in enumerate(shown)}
    actors = [_actor(graph, member.actor, member.weight, groups[member.community] - 1) for member in shown]
    links = [
        Link(places[tie.one.iri], places[tie.other.iri], tie.weight)
        for tie in reversed(found.ties)
        if tie.one.iri in places and tie.other.iri in places
    ]
    return figure(actors, links, grouped=True)


def number_of(found: Partners) -> dict[str, int]:
    """The numbers of the communities, the largest first, by name."""
    return {community.name: number for number, community in enumerate(found.communities, 1)}


def _actor(graph: Graph, thing: Thing, weight: int, group: int = 0, is_asked: bool = False) -> Actor:
    return Actor(thing.iri or "", short_name(graph, thing), thing.name, weight, group, is_asked)
