"""What a thing has to do with others: counts first, then what one opens, as a graph and as the list of the same."""

from dataclasses import dataclass, replace

from flask import Blueprint, Response, render_template
from pyoxigraph import NamedNode

from mandategraph.explore.catalogue import function
from mandategraph.explore.graph import Graph
from mandategraph.explore.grouping import Group
from mandategraph.explore.model import Thing
from mandategraph.explore.neighbours import Neighbours
from mandategraph.queries import beside
from mandategraph.vocabulary import MG, NO_RELATIONS, compact
from mandategraph.web.pages.meant import meant
from mandategraph.web.pages.walk.address import OTHER, OWN, Opened, Walk, short, walk, written
from mandategraph.web.pages.walk.canvas import MOST, Canvas, asking, canvas
from mandategraph.web.pages.walk.listing import listing
from mandategraph.web.pages.wording import plural, short_name
from mandategraph.web.service import graph
from mandategraph.web.shapes import SHAPES, shape
from mandategraph.web.view import Ask, Given, View, ask, given, query_of, view

blueprint = Blueprint("explore", __name__)
_COUNTS = beside(__file__, "counts")
_STUBS, _EACH = 10, 6
_KINDS = ("Organization", "Body", "Country", "Programme", "Theme", "Resolution")
"""The classes from whose things one may begin."""


@dataclass(frozen=True)
class Choice:
    """A relation of the chosen thing: what opens it, all or of one type, and what lists all of it."""

    group: Group
    open: str
    types: tuple[tuple[str, int, str], ...]
    whole: str
    opened: bool


@blueprint.get("/explore")
def explore() -> str | Response:
    """A thing's relations and what is opened of them; with a relation, all its statements; without a thing, a start."""
    asked = given()
    if page := meant(graph(), asked, "thing", "at", "document", "hide"):
        return page
    if "relation" in asked:
        return listing(asked)
    if "thing" not in asked:
        return _start(asked)
    return _walk(asked)


def _start(asked: Given) -> str:
    if asked:
        ask("neighbours").question.call(graph(), asked)
    here = graph()
    frame = View(here, "Where do you want to begin?", "", "", {}, "")
    groups = here.state.remember("beginnings", lambda: _beginnings(here))
    return render_template("explore_start.html", view=frame, groups=groups)


def _beginnings(here: Graph) -> list[tuple[str, list[tuple[Thing, int]]]]:
    """The things of each kind of which most is said, with the number of statements."""
    found = []
    for kind in _KINDS:
        named = here.state.names.of_class(MG + kind, _EACH)
        things = here.things(one.iri for one in named)
        found.append((here.schema.name(MG + kind), [(things[one.iri], one.statements) for one in named]))
    return [group for group in found if group[1]]


def _walk(asked: Given) -> str:
    here = graph()
    now = walk(here, asked)
    starting = Ask(here, function("neighbours"), {name: texts for name, texts in asked.items() if name not in OWN})
    found = starting.answer if now.at == now.start else asking(now, now.at).answer
    assert isinstance(starting.answer, Neighbours)
    assert isinstance(found, Neighbours)
    shown = canvas(here, now)
    start = shown.spots[now.start].thing
    choices = [_choice(now, group) for group in sorted(found.groups, key=_order)]
    counted = f"{plural(len(shown.spots), 'thing')} and {plural(len(shown.statements), 'statement')} shown"
    frame = view(starting, f"What is connected with {short_name(here, start)}?", counted, _query(start))
    return render_template(
        "explore.html",
        view=frame,
        walk=now,
        canvas=shown,
        start=start,
        at=found.thing,
        total=found.total,
        choices=choices,
        apart=_apart(now),
        drawn=_drawn(here, shown, choices),
        kinds=[*SHAPES.items(), (OTHER, "anything else")],
        documents=[(short(iri), here.things([iri])[iri].name) for iri in here.state.documents],
        bases=function("neighbours").parameters["basis"].choices,
        statuses=function("neighbours").parameters["status"].choices,
        hidden={
            text: short_name(here, here.things([iri])[iri])
            for text in asked.get("hide", ())
            for iri in [here.thing(text)]
        },
        most=MOST,
        short=short,
        whole=_whole,
    )


def _order(group: Group) -> tuple[bool, int]:
    return "value" in group.types, -group.count


def _choice(now: Walk, group: Group) -> Choice:
    relation = compact(group.relation.iri or "").strip("<>")
    one = Opened(now.at, relation, group.direction)
    types = [*group.types.items()] if len(group.types) > 1 else []
    return Choice(
        group,
        now.with_("open", one.code),
        tuple((kind, count, now.with_("open", replace(one, type=kind).code)) for kind, count in types),
        _whole(now, one),
        one in now.opened,
    )


def _whole(now: Walk, one: Opened) -> str:
    """The list of all of an opened relation."""
    chosen = {"thing": short(one.thing), "relation": one.relation, "direction": one.direction, "type": one.type}
    return written("/explore", {**chosen, **now.filters})


def _apart(now: Walk) -> list[tuple[str, int, str]]:
    """How much is planned, and how much said with reservation, of the chosen thing, and where that is told."""
    found = []
    for basis, word in (("planned", "planned"), ("hedged", "possible")):
        answer = replace(asking(now, now.at), given=now.filters | {"thing": [now.at], "basis": [basis]}).answer
        assert isinstance(answer, Neighbours)
        if answer.total and now.filters.get("basis") != [basis]:
            found.append((word, answer.total, written("/explore", {"thing": short(now.at), "basis": basis})))
    return found


def _drawn(here: Graph, shown: Canvas, choices: list[Choice]) -> dict[str, object]:
    """What the script draws beside the rows of the list: things, what is still closed, and what had no room."""
    now = shown.walk
    closed = not any(one.thing == now.at for one in now.opened) and not now.joined
    return {
        "start": short(now.start),
        "at": short(now.at),
        "things": [
            {
                "id": short(iri),
                "name": spot.thing.name,
                "label": short_name(here, spot.thing),
                "shape": shape(iri) or "",
                "type": spot.thing.type or "thing",
                "degree": spot.degree,
            }
            for iri, spot in shown.spots.items()
        ],
        "closed": [
            {
                "from": short(now.at),
                "name": choice.group.relation.name,
                "count": choice.group.count,
                "open": choice.open,
            }
            for choice in choices[:_STUBS]
            if "value" not in choice.group.types
        ]
        if closed and now.at in shown.spots
        else [],
        "rest": [
            {"from": short(section.thing.iri or ""), "count": section.rest, "open": _whole(now, section.opened)}
            for section in shown.sections
            if section.rest > 0 and section.opened
        ],
        "pins": [[short(iri), *place] for iri, place in now.pins.items()],
    }


def _query(start: Thing) -> str:
    left = [NamedNode(iri) for iri in sorted(NO_RELATIONS)]
    return query_of(_COUNTS, thing=NamedNode(start.iri or ""), property=left)
