"""What has dates, and where they stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pyoxigraph import Literal, NamedNode

from mandategraph.evidence import BASES, NOT_FACTS, basis_of
from mandategraph.explore.graph import Graph, evidence, iri_of, load
from mandategraph.explore.links import term
from mandategraph.explore.model import Statement, Thing, says
from mandategraph.explore.timeline.spans import Span, spans
from mandategraph.store.engine import Row, Term
from mandategraph.vocabulary import ID, MG, mg

_WORKS = load("timeline/works")
_ALL = {name: load(f"timeline/{name}") for name in ("timeline", "undated", "plans")}
_OF = {name: text.replace("VALUES ?about { UNDEF }", f"{{ {_WORKS} }}") for name, text in _ALL.items()}
_ANNOUNCED, _STANDING = load("timeline/announced"), load("timeline/standing")
BELONGING = tuple(
    MG + name
    for name in (
        "participant", "underProgramme", "partOf", "addressesTheme", "about", "country", "region", "heldIn",
        "beneficiary", "mandatedBy", "answers", "respondsTo", "pursuantTo", "requestedBy", "adoptedBy", "adoptedAt",
        "approvedBy", "recommendedBy", "establishedBy", "launchedAt", "considered", "decided", "resultedIn",
        "contributedTo", "promotes", "reportsOn", "follows", "basedOn", "amends", "supplements", "statedLink",
        "derivedLink", "donor", "recipient", "figureOf",
    )
)  # fmt: skip
"""The properties by which what has dates belongs to a thing."""
_STATUS, _WORDS = (mg(name).value for name in ("status", "dateText"))
_PLANNED = f"{ID}status/planned"
_LIMIT, _WORKS_LIMIT = 5000, 10_000
"""The limits of timeline.rq and of timeline_works.rq."""


@dataclass(frozen=True)
class Event:
    """Something with its time; a year or month stands where the text is no more exact."""

    when: Annotated[str | None, says("The day, month or year, or where a period begins; null where none is given")]
    until: Annotated[str | None, says("Where a period ends")]
    words: Annotated[str | None, says("The date in words, where it is vaguer than a date")]
    kind: Annotated[
        str, says("What the date is: date, adoption date, entry into force, as of, year, date in words; else status")
    ]
    thing: Annotated[Thing, says("What happens")]
    status: Annotated[str | None, says("Its status, where there is one: completed, ongoing or planned")]
    how: Annotated[Statement | None, says("How it belongs to the thing asked about; null for that thing itself")]
    dates: Annotated[tuple[Statement, ...], says("The statements that place it in time; never empty")]


@dataclass(frozen=True)
class Sought:
    """Of what, and of which class and status, events are sought; `iri` is None for everything."""

    iri: str | None
    kind: str | None
    status: str | None

    def rows(self, graph: Graph, name: str, **terms: Term) -> list[Row]:
        """The rows of one of the queries."""
        narrowed = {"class": NamedNode(self.kind)} if self.kind else {}
        if self.iri is None:
            return graph.rows(_ALL[name], **narrowed, **terms)
        this, links = NamedNode(self.iri), [NamedNode(iri) for iri in BELONGING]
        return graph.rows(_OF[name], about=this, thing=this, link=links, **narrowed, **terms)

    def is_hub(self, graph: Graph) -> bool:
        """Whether there may be more that belongs to it than is looked at."""
        known = graph.state.names.describe([self.iri] if self.iri else [])
        return any(thing.statements > _WORKS_LIMIT for thing in known.values())

    def keeps(self, statuses: set[str]) -> bool:
        """Whether it is a fact of the status that is sought."""
        return _PLANNED not in statuses and (self.status is None or f"{ID}status/{self.status}" in statuses)


def dated(graph: Graph, sought: Sought, since: str, until: str) -> tuple[list[Span], bool]:
    """Dated facts in order of time, and whether there may be more of them than were looked at."""
    dates: dict[str, set[tuple[str, str]]] = defaultdict(set)
    statuses: dict[str, set[str]] = defaultdict(set)
    rows = sought.rows(graph, "timeline", since=Literal(since[:4]), until=Literal(f"{until}~"))
    for about, prop, value, begins, first, status in rows:
        known = [(iri_of(prop), value), (iri_of(begins), first)]
        dates[iri_of(about)] |= {(name, date.value) for name, date in known if isinstance(date, Literal)}
        statuses[iri_of(about)].add(iri_of(status))
    found = [span for about, pairs in dates.items() if sought.keeps(statuses[about]) for span in spans(about, pairs)]
    kept = sorted((span for span in found if span.within(since, until)), key=lambda span: span.order)
    return kept, len({(row[0], row[1], row[2]) for row in rows}) >= _LIMIT or sought.is_hub(graph)


def undated(graph: Graph, sought: Sought) -> list[str]:
    """What goes on or is placed by words; what has a date as well is for the caller to leave out."""
    statuses: dict[str, set[str]] = defaultdict(set)
    for about, _, _, status in sought.rows(graph, "undated"):
        statuses[iri_of(about)].add(iri_of(status))
    return sorted(about for about, found in statuses.items() if sought.keeps(found))


def announced(graph: Graph, sought: Sought) -> list[str]:
    """What is planned or said with reservation, and may have to do with the thing."""
    rows = sought.rows(graph, "plans")
    if sought.iri:
        rows += graph.rows(_ANNOUNCED, thing=NamedNode(sought.iri))
    return sorted({iri_of(row[0]) for row in rows})


class Stands:
    """Where dates, status and ties of some things stand; makes events of them."""

    def __init__(self, graph: Graph, sought: Sought, abouts: Iterable[str]) -> None:
        self._graph, self._sought = graph, sought
        self._said: dict[str, dict[tuple[str, NamedNode | Literal], set[str]]] = defaultdict(lambda: defaultdict(set))
        wanted = [NamedNode(iri) for iri in sorted(set(abouts))]
        value = NamedNode(sought.iri or MG)
        for about, prop, other, name in graph.rows(_STANDING, about=wanted, value=value) if wanted else ():
            if isinstance(other, NamedNode | Literal):
                self._said[iri_of(about)][iri_of(prop), other].add(iri_of(name))

    @cached_property
    def _things(self) -> dict[str, Thing]:
        values = {value.value for said in self._said.values() for _, value in said if isinstance(value, NamedNode)}
        return self._graph.things({*self._said, *values})

    @cached_property
    def _belonging(self) -> frozenset[str]:
        return frozenset().union(*(self._graph.schema.below(iri) for iri in BELONGING))

    def is_dated(self, about: str) -> bool:
        """Whether a fact gives it a date."""
        return bool(self._dates(about, apart=False))

    def planned(self, about: str) -> list[Span]:
        """When it is planned to happen; one span without a time where no date is given."""
        return spans(about, self._dates(about, apart=True)) or [Span(about, None, None, _STATUS, frozenset())]

    def event(self, span: Span, apart: bool) -> Event | None:
        """The event of a span, of facts or of what is apart; None where it does not belong to the thing asked about."""
        said = self._standing(span.about, apart)
        how = self._how(span.about, apart)
        if not said or (how is None and self._sought.iri not in (None, span.about)):
            return None
        words = next((value.value for prop, value in said if prop == _WORDS), None)
        statuses = sorted(value.value.rpartition("/")[2] for prop, value in self._said[span.about] if prop == _STATUS)
        placing = [key for key in said if (key[0], key[1].value) in span.dates or key[0] == _WORDS]
        placing = placing or [key for key in said if key[0] == _STATUS]
        placing.sort(key=lambda key: (key[0] == _WORDS, key[1].value, key[0]))
        return Event(
            span.first,
            span.last,
            words,
            self._graph.schema.name(_WORDS if words and not span.dates else span.relation),
            self._things[span.about],
            statuses[0] if statuses else None,
            how,
            tuple(self._statement(span.about, prop, value, said[prop, value]) for prop, value in placing),
        )

    def _dates(self, about: str, apart: bool) -> set[tuple[str, str]]:
        return {
            (prop, value.value)
            for prop, value in self._standing(about, apart)
            if isinstance(value, Literal) and prop != _WORDS
        }

    def _standing(self, about: str, apart: bool) -> dict[tuple[str, NamedNode | Literal], set[str]]:
        """Dates, words and status: of facts, or what plans and reservations say; all of it for what is planned."""
        said = {key: names for key, names in self._said[about].items() if key[0] not in self._belonging}
        if apart and (_STATUS, NamedNode(_PLANNED)) in said:
            return said
        found = {key: {name for name in names if (basis_of(name) in NOT_FACTS) == apart} for key, names in said.items()}
        return {key: names for key, names in found.items() if names}

    def _how(self, about: str, apart: bool) -> Statement | None:
        """The most special tie to the thing, with the best evidence; a fact, unless of what is apart."""
        above = self._graph.schema.above
        ties = []
        for (prop, value), names in self._said[about].items():
            kept = names if apart else {name for name in names if basis_of(name) not in NOT_FACTS}
            if value.value == self._sought.iri and prop in self._belonging and kept:
                best = min(BASES.index((basis_of(name) or "ontology").lower()) for name in kept)
                ties.append((best, -len(above.get(prop, ())), prop, value, kept))
        if not ties:
            return None
        _, _, prop, value, kept = min(ties, key=lambda tie: tie[:3])
        return self._statement(about, prop, value, kept)

    def _statement(self, about: str, prop: str, value: NamedNode | Literal, names: set[str]) -> Statement:
        return Statement(self._things[about], self._graph.relation(prop), term(value, self._things), evidence(names))
