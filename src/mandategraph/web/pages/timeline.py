"""What happened, goes on or is planned, in order of time."""

from urllib.parse import urlencode

from flask import Blueprint, Response, render_template
from pyoxigraph import Literal, NamedNode

from mandategraph.explore.find import classes_of
from mandategraph.explore.graph import Graph
from mandategraph.explore.timeline.events import BELONGING, Event
from mandategraph.explore.timeline.question import Timeline
from mandategraph.queries import beside
from mandategraph.vocabulary import ID
from mandategraph.web.pages.meant import meant
from mandategraph.web.pages.wording import plural, short_name
from mandategraph.web.service import graph
from mandategraph.web.view import Ask, ask, given, query_of, view, written

blueprint = Blueprint("timeline", __name__)
_QUERY, _TYPES = (beside(__file__, name) for name in ("timeline", "timeline_types"))
_STATUSES = [("completed", "Completed"), ("ongoing", "Going on"), ("planned", "Planned")]


@blueprint.get("/timeline")
def timeline() -> str | Response:
    """Dated facts, then what has no date, and what is planned or possible, apart."""
    if page := meant(graph(), given(), "thing"):
        return page
    asking = ask("timeline")
    found = asking.answer
    assert isinstance(found, Timeline)
    shown = view(
        asking,
        _title(asking.graph, found),
        f"{plural(found.count, 'dated fact')}, {found.undated_count:,} without a date, {len(found.planned):,} planned",
        query_of(_QUERY, **_terms(asking, found)),
    )
    paged = {name: texts for name, texts in asking.given.items() if name != "page"}
    unsized = {name: texts for name, texts in paged.items() if name != "size"}
    return render_template(
        "timeline.html",
        view=shown,
        found=found,
        name=short_name(asking.graph, found.thing) if found.thing else "",
        fields={name: texts[0] for name, texts in asking.given.items()},
        types=_types(asking.graph),
        statuses=_STATUSES,
        when=when,
        address="/timeline?" + urlencode(paged, doseq=True) + ("&" if paged else ""),
        address_sized="/timeline?" + urlencode(unsized, doseq=True) + ("&" if unsized else ""),
        narrowed=bool(paged.keys() - {"size"}),
    )


def when(event: Event) -> str:
    """The time of an event in words.

    >>> from mandategraph.explore.model import Thing
    >>> when(Event("2016-11-14", "2016-11-18", None, "date", Thing(""), None, None, ()))
    '14–18 November 2016'
    >>> when(Event(None, "2020", None, "date", Thing(""), None, None, ()))
    'until 2020'
    """
    first, last = event.when, event.until
    if not first and not last:
        return event.words or (event.status or "").capitalize()
    if not last:
        return written(first or "")
    if not first:
        return f"until {written(last)}"
    if len(first) == len(last) == 10 and first[:7] == last[:7]:
        return f"{int(first[8:])}–{written(last)}"
    joint = "–" if len(first) == len(last) == 4 else " – "
    return f"{written(first)}{joint}{written(last)}"


def _title(graph: Graph, found: Timeline) -> str:
    of = f" with {short_name(graph, found.thing)}" if found.thing else ""
    since, until = (written(day) if day else "" for day in (found.since, found.until))
    if since and until:
        return f"What happened{of} from {since} to {until}?"
    if since or until:
        return f"What happened{of}{since and f' since {since}'}{until and f' until {until}'}?"
    return f"What happened{of}, and when?"


def _terms(asking: Ask, found: Timeline) -> dict[str, NamedNode | Literal | list[NamedNode]]:
    """The filters as the query takes them."""
    terms: dict[str, NamedNode | Literal | list[NamedNode]] = {}
    if found.thing:
        terms |= {"about": NamedNode(found.thing.iri or ""), "link": [NamedNode(iri) for iri in BELONGING]}
    if kind := asking.given.get("type"):
        terms["class"] = NamedNode(classes_of(asking.graph, kind[0])[0])
    if status := asking.given.get("status"):
        terms["status"] = NamedNode(f"{ID}status/{status[0]}")
    times = {"since": found.since, "latest": found.until}
    return terms | {name: Literal(text) for name, text in times.items() if text}


def _types(graph: Graph) -> list[str]:
    """The kinds of what has dates, by name."""
    rows = graph.state.remember("kinds with dates", lambda: graph.rows(_TYPES))
    return sorted({graph.schema.name(row[0].value) for row in rows if isinstance(row[0], NamedNode)})
