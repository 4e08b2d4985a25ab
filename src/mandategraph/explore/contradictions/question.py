"""Where the text contradicts itself, or says what cannot be so."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Triple

from mandategraph.evidence import NOT_FACTS, basis_of
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.contradictions.found import Conflict, conflicts, reason
from mandategraph.explore.graph import Graph, iri_of, load, number, text_of
from mandategraph.explore.model import Statement, Thing, says, signs
from mandategraph.explore.timeline.events import BELONGING
from mandategraph.explore.why.tree import stated
from mandategraph.ordering import natural
from mandategraph.store.engine import Row
from mandategraph.vocabulary import mg

_CURATED, _SAID, _OF, _SIDES = (load(f"contradictions/{name}") for name in ("curated", "said", "of", "sides"))
_DATES = frozenset(mg(name).value for name in ("date", "startDate", "endDate"))

Sides = dict[Triple, set[str]]
"""Statements with the graphs that hold them."""


@dataclass(frozen=True)
class Contradiction:
    """Statements of which one is wrong, or one that cannot be so; the graph keeps them all, as they are written."""

    name: Annotated[str, says("What it is about, in a few words")]
    concerns: Annotated[Thing, says("The thing")]
    found_by: Annotated[
        Literal["curated", "computed"], says("curated: a reader judged so; computed: values that exclude each other")
    ]
    reason: Annotated[str, says("Why it cannot be so")]
    paragraphs: Annotated[tuple[str, ...], says("The numbers of the paragraphs that say it")]
    sides: Annotated[tuple[Statement, ...], says("The statements that disagree, each with its paragraph")]


@dataclass(frozen=True, repr=False)
class Contradictions(Answer):
    """Contradictions, those that a reader found first."""

    thing: Annotated[Thing | None, says("The thing asked about; null for everything")]
    contradictions: Annotated[tuple[Contradiction, ...], says("The contradictions; none means that none is known")]

    columns = ("contradiction", "concerns", "iri", "found by", "reason", "statement", "value", "evidence")

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row a statement that takes part in a contradiction."""
        return [
            (
                one.name, one.concerns.name, one.concerns.iri, one.found_by, one.reason,
                f"{side.subject.name}: {side.relation.name}", side.object.name, signs(side.evidence),
            )
            for one in self.contradictions
            for side in one.sides
        ]  # fmt: skip


@dataclass
class _Curated:
    name: str
    about: str
    reason: str
    paragraphs: set[str]


def contradictions(
    graph: Graph,
    thing: Annotated[
        str | None, says("Only of this thing, what belongs to it, or this paragraph; none means all")
    ] = None,
) -> Contradictions:
    """Where the text disagrees with itself or cannot be so: both statements with their paragraphs, and why."""
    iri = graph.thing(thing) if thing else None
    judged, found = _curated(graph), conflicts(graph)
    concerned = {one.about for one in judged} | {one.about for one in found}
    if iri:
        concerned = _belonging(graph, iri, concerned)
    judged = [one for one in judged if iri is None or one.about in concerned or iri in one.paragraphs]
    told = [_told(graph, one, found) for one in judged]
    shown = {(side.subject.iri, side.relation.iri) for one in told for side in one.sides}
    for conflict in found:
        sides = _sides(graph, conflict)
        places = {sign.paragraph_iri for side in sides for sign in side.evidence}
        if (conflict.about in concerned or iri in places) and not shown.issuperset(conflict.keys):
            told.append(_computed(graph, conflict, sides))
    return Contradictions(graph.things([iri])[iri] if iri else None, tuple(told))


def _curated(graph: Graph) -> list[_Curated]:
    found: dict[str, _Curated] = {}
    for one, name, about, why, paragraph in graph.rows(_CURATED):
        known = found.setdefault(iri_of(one), _Curated(text_of(name) or "", iri_of(about), text_of(why) or "", set()))
        known.paragraphs.add(iri_of(paragraph))
    return sorted(found.values(), key=lambda one: one.name)


def _belonging(graph: Graph, iri: str, concerned: Iterable[str]) -> set[str]:
    """The thing itself, and which of some things belong to it as a fact."""
    others = [NamedNode(one) for one in sorted(concerned)]
    links = [NamedNode(link) for link in BELONGING]
    rows = graph.rows(_OF, about=others, link=links, thing=NamedNode(iri)) if others else []
    return {iri, *(iri_of(row[0]) for row in rows)}


def _told(graph: Graph, one: _Curated, found: Sequence[Conflict]) -> Contradiction:
    """The sides of what a reader found: what excludes each other there, else the dates there, else all said there."""
    excluding = {key for conflict in found if conflict.about == one.about for key in conflict.keys}
    graphs = [
        NamedNode(name) for place in one.paragraphs for name in (place, place.replace("/paragraph/", "/reading/"))
    ]
    said = _read(graph.rows(_SAID, graph=graphs, about=NamedNode(one.about)))
    dated = {key for key in map(_key, said) if key[1] in _DATES}
    keys = excluding & set(map(_key, said)) or dated or set(map(_key, said))
    sides = {triple: names for triple, names in said.items() if _key(triple) in keys}
    numbers = sorted((number(place) or "" for place in one.paragraphs), key=natural)
    concerns = graph.things([one.about])[one.about]
    return Contradiction(one.name, concerns, "curated", one.reason, tuple(numbers), _statements(graph, sides))


def _computed(graph: Graph, conflict: Conflict, sides: tuple[Statement, ...]) -> Contradiction:
    concerns = graph.things([conflict.about])[conflict.about]
    numbers = {sign.paragraph for side in sides for sign in side.evidence if sign.paragraph}
    name = f"{concerns.name}: {conflict.kind}"
    return Contradiction(
        name, concerns, "computed", reason(conflict, sides), tuple(sorted(numbers, key=natural)), sides
    )


def _sides(graph: Graph, conflict: Conflict) -> tuple[Statement, ...]:
    subjects, properties = (sorted({key[place] for key in conflict.keys}) for place in (0, 1))
    rows = graph.rows(
        _SIDES, about=[NamedNode(iri) for iri in subjects], property=[NamedNode(iri) for iri in properties]
    )
    return _statements(graph, {triple: names for triple, names in _read(rows).items() if _key(triple) in conflict.keys})


def _read(rows: Iterable[Row]) -> Sides:
    """Statements of facts."""
    found: Sides = defaultdict(set)
    for subject, prop, value, name in rows:
        if isinstance(value, NamedNode | Value) and basis_of(iri_of(name)) not in NOT_FACTS:
            found[Triple(subject, prop, value)].add(iri_of(name))  # type: ignore[arg-type]
    return found


def _key(triple: Triple) -> tuple[str, str]:
    return iri_of(triple.subject), triple.predicate.value


def _statements(graph: Graph, sides: Sides) -> tuple[Statement, ...]:
    things = graph.things(iri_of(end) for triple in sides for end in (triple.subject, triple.object) if iri_of(end))
    return tuple(stated(graph, things, triple, sides[triple]) for triple in sorted(sides, key=str))
