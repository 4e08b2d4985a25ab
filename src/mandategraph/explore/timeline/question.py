"""What happened, goes on or was planned, in order of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.find import classes_of
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Evidence, Thing, says, signs
from mandategraph.explore.timeline.events import Event, Sought, Stands, announced, dated, undated
from mandategraph.explore.timeline.spans import EARLIEST, LATEST, Span, before, written
from mandategraph.vocabulary import mg

_PLANS = 500
"""How many planned things are shown."""


@dataclass(frozen=True, repr=False)
class Timeline(Answer):
    """What happened in order; what has no date, and what is only planned or said with reservation, is apart."""

    thing: Annotated[Thing | None, says("The thing asked about; null for everything")]
    since: Annotated[str | None, says("From when")]
    until: Annotated[str | None, says("Until when")]
    count: Annotated[int, says("How many dated facts there are under these filters")]
    undated_count: Annotated[int, says("How many things go on or are placed by words alone; 0 where a time is asked")]
    more: Annotated[bool, says("There may be more than was looked at; narrow time, type or thing")]
    page: Annotated[int, says("The number of the page of events")]
    pages: Annotated[int, says("How many pages of events there are")]
    events: Annotated[tuple[Event, ...], says("Dated facts of this page, the earliest first")]
    undated: Annotated[tuple[Event, ...], says("The first of those, as many as a page has")]
    planned: Annotated[
        tuple[Event, ...], says("What is planned or said with reservation: not facts; undated at the end")
    ]

    columns = ("list", "when", "until", "words", "kind", "thing", "type", "status", "how", "iri", "evidence")

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row an event, after the list that it is in: fact, undated or planned."""
        lists = (("fact", self.events), ("undated", self.undated), ("planned", self.planned))
        return [(name, *_cells(event)) for name, events in lists for event in events]


def timeline(
    graph: Graph,
    thing: Annotated[str | None, says("A thing by IRI, code or name; none means everything")] = None,
    *,
    since: Annotated[str | None, says("Only from this year, month or day on: 2016, 2016-05 or 2016-05-01")] = None,
    until: Annotated[str | None, says("Only until this year, month or day, all of it included")] = None,
    type: Annotated[str | None, says("Only things of this class (its name or IRI) or one below it")] = None,
    status: Annotated[Literal["completed", "ongoing", "planned"] | None, says("Only things of this status")] = None,
    page: Annotated[int, msgspec.Meta(ge=1, description="The number of the page of events")] = 1,
    size: Annotated[int, msgspec.Meta(ge=1, le=500, description="Events a page")] = 50,
) -> Timeline:
    """What happened, goes on or was planned, in order: a thing's own dates and those of all that belongs to it."""
    first, last = written("since", since, EARLIEST), written("until", until, LATEST)
    if before(last, first):
        raise ParameterInvalid(f"until={until!r} is before since={since!r}; turn them round")
    sought = Sought(graph.thing(thing) if thing else None, classes_of(graph, type)[0] if type else None, status)
    facts, more = dated(graph, sought, first, last)
    ever = (first, last) == (EARLIEST, LATEST)
    rest = sorted(set(undated(graph, sought) if ever else ()) - {span.about for span in facts})
    plans = announced(graph, sought) if status in (None, "planned") else []
    here = facts[(page - 1) * size : page * size]
    shown, later = rest[:size], plans[:_PLANS]
    stands = Stands(graph, sought, [*(span.about for span in here), *shown, *later])
    bare = [Span(about, None, None, mg("status").value, frozenset()) for about in shown if not stands.is_dated(about)]
    coming = sorted((span for about in later for span in stands.planned(about)), key=lambda span: span.order)
    return Timeline(
        graph.things([sought.iri])[sought.iri] if sought.iri else None,
        since,
        until,
        len(facts),
        len(rest),
        more or len(plans) > _PLANS,
        page,
        max(1, -(-len(facts) // size)),
        _events(stands, here),
        _events(stands, bare),
        _events(stands, (span for span in coming if ever or span.within(first, last)), apart=True),
    )


def _events(stands: Stands, spans: Iterable[Span], apart: bool = False) -> tuple[Event, ...]:
    made = (stands.event(span, apart) for span in spans)
    return tuple(event for event in made if event)


def _cells(event: Event) -> tuple[Cell, ...]:
    thing = event.thing
    said: tuple[Evidence, ...] = sum((one.evidence for one in event.dates), ())
    how = event.how.relation.name if event.how else None
    return (
        event.when,
        event.until,
        event.words,
        event.kind,
        thing.name,
        thing.type,
        event.status,
        how,
        thing.iri,
        signs(said),
    )
