"""With whom one actor works."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from mandategraph.explore.between import told_from
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Statement, Thing
from mandategraph.explore.partners.answer import WORKS, Partner, Partners
from mandategraph.explore.partners.chosen import Chosen, about, kept, left
from mandategraph.explore.partners.network import TOGETHER, Parts, circle, partner, taking, told, weight
from mandategraph.ordering import natural
from mandategraph.vocabulary import mg

_THEME, _SERVED = mg("addressesTheme").value, mg("assistedCountry").value
_MOST = 50
"""How many parts of groups without names are given."""

About = dict[tuple[str, str], list[str]]
"""By work and property, the themes, countries or programmes of the work."""


def of_one(graph: Graph, iri: str, chosen: Chosen) -> Partners:
    """With whom an actor works; without a look at the whole network."""
    around = circle(graph, iri)
    found, named = around.parts, around.named
    shared = {partner(pair, iri): works for pair, works in kept(graph, found, around.ties, chosen, {iri}).items()}
    weights = {one: weight(found, (iri, one), works) for one, works in shared.items()}
    ranked = sorted(shared, key=lambda one: (-weights[one], one))
    here = chosen.here(ranked)
    works = {one: shared[one][:WORKS] for one in here}
    told_of: About = defaultdict(list)
    for work, prop, other in about(graph, {work for some in works.values() for work in some}):
        told_of[work, prop].append(other)
    unnamed = left(graph, _unnamed(iri, found, named), chosen, iri)
    apart = left(graph, _apart(graph, iri, found), chosen, iri, apart=True)
    things = graph.things(
        {iri, *here, *_within(apart), *_within(unnamed), *(work for some in works.values() for work in some)}
        | {one for those in told_of.values() for one in those}
    )
    return Partners(
        things[iri],
        len(ranked),
        chosen.page,
        chosen.pages(ranked),
        around.complete,
        tuple(_partner(graph, things, found, told_of, (iri, one), works[one], weights[one]) for one in here),
        tuple(_parts_told(graph, things, unnamed)[:_MOST]),
        tuple(_parts_told(graph, things, apart)),
        (),
        (),
        (),
        "",
    )


def _unnamed(iri: str, found: Parts, named: Collection[str]) -> Parts:
    """The parts of groups in what an actor takes part in, and in the actor itself."""
    return {
        work: {(role, one): graphs for (role, one), graphs in taking.items() if one not in named and one != iri}
        for work, taking in found.items()
        if work == iri or any(one == iri and role != TOGETHER for role, one in taking)
    }


def _within(found: Parts) -> set[str]:
    return {end for work, taking in found.items() for end in (work, *(one for _, one in taking)) if taking}


def _apart(graph: Graph, iri: str, found: Parts) -> Parts:
    """Who is to take part, or does with reservation, where the actor does or is to."""
    plans = taking(graph, iri, True)
    own = {work for some in (found, plans) for work, taking in some.items() if any(one == iri for _, one in taking)}
    return {work: taking for work, taking in plans.items() if work in own or work == iri}


def _partner(
    graph: Graph,
    things: Mapping[str, Thing],
    found: Parts,
    about: About,
    ends: tuple[str, str],
    works: Iterable[str],
    strength: int,
) -> Partner:
    statements = [statement for work in works for statement in told(graph, things, found, ends, work)]
    paragraphs = {sign.paragraph for statement in statements for sign in statement.evidence if sign.paragraph}
    return Partner(
        things[ends[1]],
        strength,
        tuple(things[work] for work in works if work not in ends),
        _roles(graph, found, ends, 1, works),
        _roles(graph, found, ends, 0, works),
        _of_works(things, about, works, _THEME),
        _of_works(things, about, works, _SERVED),
        tuple(sorted(paragraphs, key=natural)),
        tuple(statements),
    )


def _roles(graph: Graph, found: Parts, ends: tuple[str, str], end: int, works: Iterable[str]) -> tuple[str, ...]:
    """What one of two does in the works, and for the other."""
    chosen = {
        role for work in works for role, one in found[work] if one == ends[end] and (work in ends or role != TOGETHER)
    }
    if any(work == ends[end] and (TOGETHER, ends[1 - end]) in found[work] for work in works):
        chosen.add(TOGETHER)
    return tuple(sorted(graph.relation(role, False).name for role in chosen))


def _of_works(things: Mapping[str, Thing], about: About, works: Iterable[str], prop: str) -> tuple[Thing, ...]:
    iris = {iri for work in works for iri in about.get((work, prop), ())}
    return tuple(sorted((things[iri] for iri in iris), key=lambda thing: thing.name))


def _parts_told(graph: Graph, things: Mapping[str, Thing], found: Parts) -> list[Statement]:
    return [
        told_from(graph, things, one, work, role, work, graphs)
        for work, taking in sorted(found.items())
        for (role, one), graphs in sorted(taking.items())
    ]
