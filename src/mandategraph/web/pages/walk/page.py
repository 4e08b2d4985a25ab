"""What a thing has to do with others: counts first, then what one opens, as a graph and as the list of the same."""

from dataclasses import replace

from flask import Blueprint, Response, render_template
from pyoxigraph import NamedNode

from mandategraph.explore.catalogue import function
from mandategraph.explore.entity import facts_on
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Thing
from mandategraph.explore.neighbours import Neighbours
from mandategraph.queries import beside
from mandategraph.vocabulary import MG, NO_RELATIONS
from mandategraph.web.pages.meant import meant
from mandategraph.web.pages.walk.address import OTHER, OWN, Walk, short, walk, written
from mandategraph.web.pages.walk.canvas import MOST, asking, canvas
from mandategraph.web.pages.walk.choices import choices, whole
from mandategraph.web.pages.walk.drawn import drawn
from mandategraph.web.pages.walk.listing import listing
from mandategraph.web.pages.wording import plural, short_name
from mandategraph.web.service import graph
from mandategraph.web.shapes import SHAPES
from mandategraph.web.signs import FORMS
from mandategraph.web.view import Ask, Given, View, ask, given, query_of, view

blueprint = Blueprint("explore", __name__)
_COUNTS = beside(__file__, "counts")
_BASES = function("neighbours").parameters["basis"].choices
_EACH, _CANDIDATES = 6, 200
_KINDS = ("Organization", "Body", "Country", "Programme", "Theme", "Resolution")
"""The classes from whose things one may begin."""


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
    """The things of each kind of which most is said, with the number of statements of fact that name them."""
    found = []
    for kind in _KINDS:
        named = here.state.names.of_class(MG + kind, _CANDIDATES)
        counts = sorted(((facts_on(here, one.iri), one.iri) for one in named), key=lambda pair: -pair[0])[:_EACH]
        things = here.things(iri for _, iri in counts)
        found.append((here.schema.name(MG + kind), [(things[iri], count) for count, iri in counts]))
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
    offered = choices(now, found.groups)
    counted = f"{plural(len(shown.spots), 'thing')} and {plural(shown.facts(here), 'statement')} shown"
    frame = view(starting, f"What is connected with {short_name(here, start)}?", counted, _query(start))
    return render_template(
        "explore.html",
        view=frame,
        walk=now,
        canvas=shown,
        start=start,
        at=found.thing,
        total=found.total,
        begun=starting.answer,
        choices=offered,
        relations=[choice.group for choice in choices(now, starting.answer.groups)],
        apart=_apart(now),
        drawn=drawn(here, shown, offered),
        kinds=[*SHAPES.items(), (OTHER, "anything else")],
        documents=[(short(iri), here.things([iri])[iri].name) for iri in here.state.documents],
        forms=[(basis, FORMS[basis].word) for basis in _BASES],
        bases=[(basis, FORMS[basis]) for basis in _BASES],
        legend={"shapes": SHAPES, "signs": _signs()},
        statuses=function("neighbours").parameters["status"].choices,
        hidden={
            text: short_name(here, here.things([iri])[iri])
            for text in asked.get("hide", ())
            for iri in [here.thing(text)]
        },
        most=MOST,
        short=short,
        whole=whole,
        again=_again(here, now),
    )


def _again(here: Graph, now: Walk) -> tuple[Thing, str] | None:
    """What was hidden last, unless it is another hidden thing that is told of, and where it is shown and chosen."""
    if not now.hidden:
        return None
    iri = now.at if now.at in now.hidden else here.thing(now.asked["hide"][-1])
    return here.things([iri])[iri], now.shown(here, iri)


def _apart(now: Walk) -> list[tuple[str, int, str]]:
    """How much is planned, and how much said with reservation, of the chosen thing, and where that is told."""
    found = []
    for basis, word in (("planned", "planned"), ("hedged", "possible")):
        answer = replace(asking(now, now.at), given=now.filters | {"thing": [now.at], "basis": [basis]}).answer
        assert isinstance(answer, Neighbours)
        if answer.total and now.filters.get("basis") != [basis]:
            found.append((word, answer.total, written("/explore", {"thing": short(now.at), "basis": basis})))
    return found


def _signs() -> dict[str, str]:
    """The words for each form of the sign."""
    words: dict[str, list[str]] = {}
    for form in FORMS.values():
        words.setdefault(form.css, []).append(form.word)
    return {css: ", ".join(some) for css, some in words.items()}


def _query(start: Thing) -> str:
    left = [NamedNode(iri) for iri in sorted(NO_RELATIONS)]
    return query_of(_COUNTS, thing=NamedNode(start.iri or ""), property=left)
