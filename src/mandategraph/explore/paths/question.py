"""How things are connected: the shortest ways between them, each step with its paragraph."""

from collections.abc import Iterable
from itertools import combinations, pairwise
from typing import Annotated

import msgspec

from mandategraph.errors import ParameterInvalid
from mandategraph.evidence import BASES, basis_of
from mandategraph.explore.between import Between, between, told_from
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Statement, Thing, says
from mandategraph.explore.paths.answer import Connection, Miss, Path, Paths, Step
from mandategraph.explore.paths.search import Limits, Search, connecting
from mandategraph.schema import Schema
from mandategraph.vocabulary import ID, NOT_FOLLOWED

UNODC = ID + "organization/unodc"
"""In almost every statement, so that through it everything is connected."""
_LIFTED, _MOST = 1000, 5
_PREPOSITIONS = frozenset(("about", "as", "at", "by", "in", "of", "on", "through", "to", "under", "with", "within"))
_VERBS = frozenset(("acceded to", "contributed to", "gave", "had contribution", "resulted in"))


def paths(
    graph: Graph,
    things: Annotated[tuple[str, ...], says("Two to five things by IRI, code or name")],
    *,
    length: Annotated[int, msgspec.Meta(ge=1, le=6, description="How many steps a connection may have")] = 4,
    count: Annotated[int, msgspec.Meta(ge=1, le=50, description="How many connections of each two to show")] = 5,
    through: Annotated[tuple[str, ...], says("Things that may be passed, however many neighbours they have")] = (),
    without: Annotated[tuple[str, ...], says("Things that are never passed")] = (),
    hub_degree: Annotated[
        int, msgspec.Meta(ge=1, le=1000, description="Leave out inner things with more neighbours than this")
    ] = 60,
    relations: Annotated[tuple[str, ...], says("Follow only these properties, by name or IRI")] = (),
    not_relations: Annotated[tuple[str, ...], says("Do not follow these properties, by name or IRI")] = (),
) -> Paths:
    """The shortest connections between two or more things, each step with its paragraph.

    Only what is written is followed, not what is derived, planned or said with reservation. UNODC, and what has more
    neighbours than `hub_degree`, is passed only where it is one of the things or of `through`.
    """
    ends = list(dict.fromkeys(graph.thing(text) for text in things))
    if not 2 <= len(ends) <= _MOST:
        raise ParameterInvalid(f"things={', '.join(things)!r} are {len(ends)} things; give two to {_MOST}")
    passed = frozenset(graph.thing(text) for text in through)
    barred = frozenset(graph.thing(text) for text in without)
    out = (barred | {UNODC} - passed) - frozenset(ends)
    never = _terms(graph.schema, "not_relations", not_relations)
    only = _terms(graph.schema, "relations", relations) - never
    if relations and not only:
        raise ParameterInvalid(f"relations={', '.join(relations)!r} are all in not_relations; leave one of these out")
    limits = Limits(
        length,
        hub_degree,
        NOT_FOLLOWED | never,
        only,
        out,
        passed,
    )
    found = tuple(_connection(graph, one, other, limits, count) for one, other in combinations(ends, 2))
    named = graph.things({*ends, *out})
    return Paths(tuple(named[iri] for iri in ends), length, hub_degree, tuple(named[iri] for iri in sorted(out)), found)


def _terms(schema: Schema, name: str, texts: Iterable[str]) -> frozenset[str]:
    """Properties by name or IRI, with those below them; an inverse stands for its property."""
    every = connecting(schema) if texts else frozenset()
    found: set[str] = set()
    for text in texts:
        asked = schema.term(text, (*sorted(every), *(iri for iri, good in schema.primary.items() if good in every)))
        if asked is None:
            allowed = ", ".join(sorted(schema.name(iri) for iri in every))
            raise ParameterInvalid(f"{name}={text!r} is none of the properties that connect things: {allowed}")
        found |= schema.below(schema.primary.get(asked, asked)) & every
    return frozenset(found)


def _connection(graph: Graph, one: str, other: str, limits: Limits, count: int) -> Connection:
    search = Search(graph, one, other, limits)
    found = search.ways(count)
    made = _told(graph, found[:count])
    miss = None if found else _miss(graph, search)
    ends = graph.things({one, other, *search.hubs})
    return Connection(
        ends[one],
        ends[other],
        bool(found),
        search.shortest,
        search.count,
        len(found) > count,
        search.complete,
        made,
        tuple(ends[iri] for iri in sorted(search.hubs)),
        miss,
    )


def _miss(graph: Graph, search: Search) -> Miss | None:
    """What there would be with nothing left out, or with a step more."""
    limits = search.limits
    lifted = Limits(limits.length + 1, _LIFTED, NOT_FOLLOWED, frozenset(), frozenset(), limits.through | limits.without)
    ways = Search(graph, search.one, search.other, lifted).ways(1)
    if not ways:
        return None
    (path,) = _told(graph, ways[:1])
    reasons = [
        f"through {thing.name}, which is left out"
        for thing in path.things[1:-1]
        if thing.iri in limits.without | search.hubs
    ]
    if path.length > limits.length:
        reasons.append(f"{path.length} steps, more than {limits.length}")
    return Miss("; ".join(reasons) or "by other relations or larger things than are followed", path)


def _told(graph: Graph, ways: list[tuple[str, ...]]) -> tuple[Path, ...]:
    pairs = {pair for way in ways for pair in pairwise(way)}
    found = between(graph, pairs)
    things = graph.things(iri for way in ways for iri in way)
    return tuple(
        Path(
            len(way) - 1,
            tuple(things[iri] for iri in way),
            tuple(_step(graph, things, here, there, found) for here, there in pairwise(way)),
        )
        for way in ways
    )


def _step(graph: Graph, things: dict[str, Thing], here: str, there: str, found: Between) -> Step:
    told = [
        told_from(graph, things, here, there, relation, subject, written)
        for (relation, subject), graphs in found[frozenset((here, there))].items()
        if relation not in NOT_FOLLOWED
        and (written := {name for name in graphs if basis_of(name) not in ("Inferred", "Structure", "Ontology")})
    ]
    told.sort(key=lambda one: (BASES.index(one.evidence[0].basis), one.relation.name))
    return Step(told[0], tuple(told[1:]), sentence(told[0]))


def sentence(statement: Statement) -> str:
    """A statement as a sentence, with its evidence."""
    where = "; ".join(f"¶ {one.paragraph}, {one.basis}" if one.paragraph else one.basis for one in statement.evidence)
    return f"{statement.subject.name} {verb(statement)} {statement.object.name} ({where})"


def verb(statement: Statement) -> str:
    """What stands between subject and object in a sentence.

    A property is named by a verb (“implements”), by a phrase (“partner in”) or by a noun (“venue country”).
    """
    name = statement.relation.name
    words = name.split()
    plain = (len(words) == 1 and name.endswith("ed")) or (
        words[0].endswith("s") and words[0] != "focus" and words[-1] != "of"
    )
    if plain or name in _VERBS or name.startswith("is "):
        return name
    return f"is {name}" if _PREPOSITIONS & {words[0], words[-1]} else f"has {name}"
