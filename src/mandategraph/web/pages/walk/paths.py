"""How two things are connected: the shortest ways, told as sentences, each step with its paragraphs."""

from dataclasses import dataclass
from itertools import pairwise

from flask import Blueprint, Response, render_template
from pyoxigraph import NamedNode

from mandategraph.explore.catalogue import function
from mandategraph.explore.model import Statement, Thing
from mandategraph.explore.partners.answer import Partners
from mandategraph.explore.paths.answer import Connection, Path, Paths
from mandategraph.explore.paths.question import verb
from mandategraph.explore.paths.search import connecting
from mandategraph.queries import beside
from mandategraph.vocabulary import compact
from mandategraph.web.pages.meant import meant
from mandategraph.web.pages.walk.address import short, written
from mandategraph.web.pages.wording import plural
from mandategraph.web.service import graph
from mandategraph.web.signs import FORMS
from mandategraph.web.view import Given, View, ask, given, permalink, query_of, view

blueprint = Blueprint("paths", __name__)
_QUERY = beside(__file__, "paths")
_LENGTHS = range(1, 7)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")
_MOST, _MORE = 5, 50


@dataclass(frozen=True)
class Change:
    """Something to ask instead, and its address."""

    text: str
    address: str


@dataclass(frozen=True)
class Shown:
    """The connection of two things as the page tells it. `hubs` and `left_out` may be let in again by their addresses;
    those left out say why they are."""

    found: Connection
    hubs: tuple[tuple[Thing, str], ...]
    left_out: tuple[tuple[Thing, str, str], ...]
    changes: tuple[Change, ...]


@blueprint.get("/paths")
def paths() -> str | Response:
    """The paths between two to five things; without two, the form and an example."""
    asked = given()
    if page := meant(graph(), asked, "things", "through", "without"):
        return page
    if len(asked.get("things", ())) < 2:
        return _form(asked)
    asking = ask("paths")
    answer = asking.answer
    assert isinstance(answer, Paths)
    count = sum(len(found.paths) for found in answer.connections)
    facts = len(_told(answer))
    frame = view(
        asking,
        _title(answer),
        ", ".join((f"{plural(count, 'path')} of at most {plural(answer.length, 'step')}", plural(facts, "statement"))),
        _query(answer),
    )
    return render_template(
        "paths.html",
        view=frame,
        answer=answer,
        shown=[_shown(asked, answer, found) for found in answer.connections],
        more=_changed(asked, count=str(_MORE)) if any(found.more for found in answer.connections) else "",
        **_choices(asked),
    )


def _form(asked: Given) -> str:
    frame = View(graph(), "How are two things connected?", "", "", {}, "")
    return render_template("paths_form.html", view=frame, example=_example(), **_choices(asked))


def _choices(asked: Given) -> dict[str, object]:
    """What the form holds: a field more than there are things, and the properties that may be followed."""
    things = asked.get("things", [])
    schema = graph().schema
    return {
        "asked": asked,
        "fields": (*things, *[""] * (max(2, min(_MOST, len(things) + 1)) - len(things))),
        "lengths": [(str(steps), plural(steps, "step")) for steps in _LENGTHS],
        "relations": sorted((schema.name(iri), compact(iri)) for iri in connecting(schema)),
        "verb": verb,
        "told": told,
        "number": number,
        "as_graph": as_graph,
    }


def _example() -> tuple[Thing, Thing] | None:
    """Two things to begin with: two actors that work together most, of those that the network names."""
    found = function("partners").call(graph(), {"size": ["12"]})
    assert isinstance(found, Partners)
    named = [member.actor for member in found.members]
    return (named[1], named[-1]) if len(named) > 2 else None


def _title(answer: Paths) -> str:
    first, *others = (thing.name for thing in answer.things)
    return f"How is {first} connected with {' and '.join(others)}?"


def number(count: int) -> str:
    """A small number in words."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def told(path: Path) -> str:
    """A heading for a path: its length, and on what it rests.

    All of one basis reads "two steps, all stated"; others "two steps, stated and read".
    """
    bases = dict.fromkeys(FORMS[step.statement.evidence[0].basis].word for step in path.steps)
    steps = f"{number(path.length)} {'step' if path.length == 1 else 'steps'}"
    if len(bases) == 1:
        return f"{steps}, {'all ' if path.length > 1 else ''}{next(iter(bases))}"
    return f"{steps}, {' and '.join(bases)}"


def _shown(asked: Given, answer: Paths, found: Connection) -> Shown:
    here = {found.one.iri, found.other.iri}
    left_out = [thing for thing in answer.left_out if thing.iri not in here]
    return Shown(
        found,
        tuple((hub, _added(asked, "through", hub)) for hub in found.hubs),
        tuple((thing, _reason(asked, thing), _let_in(asked, thing)) for thing in left_out),
        () if found.found else tuple(_changes(asked, answer, found)),
    )


def _changes(asked: Given, answer: Paths, found: Connection) -> list[Change]:
    """What to change so that the nearest miss is an answer; without one, what else there is to try."""
    changes: list[Change] = []
    if found.nearest:
        out = {thing.iri for thing in (*found.hubs, *answer.left_out)}
        passed = [thing for thing in found.nearest.path.things[1:-1] if thing.iri in out]
        changes += [Change(f"Let paths pass through {thing.name}", _let_in(asked, thing)) for thing in passed]
    if answer.length < _LENGTHS[-1]:
        longer = answer.length + 1
        changes.append(Change(f"Look for paths of {longer} steps, too", _changed(asked, length=str(longer))))
    if asked.keys() & {"relations", "not_relations"}:
        kept = {name: texts for name, texts in asked.items() if name not in ("relations", "not_relations")}
        changes.append(Change("Follow every relation", _address(kept)))
    return changes


def _reason(asked: Given, thing: Thing) -> str:
    chosen = {graph().thing(text) for text in asked.get("without", ())}
    return "left out as you asked" if thing.iri in chosen else "in almost every statement"


def _let_in(asked: Given, thing: Thing) -> str:
    """The address by which a thing may be passed: it is named in `through`, and no longer in `without`."""
    here = graph()
    kept = [text for text in asked.get("without", ()) if here.thing(text) != thing.iri]
    return _added(asked | {"without": kept}, "through", thing)


def _added(asked: Given, name: str, thing: Thing) -> str:
    return _address(asked | {name: [*asked.get(name, ()), short(thing.iri or "")]})


def _changed(asked: Given, **values: str) -> str:
    return _address(asked | {name: [text] for name, text in values.items()})


def _address(asked: Given) -> str:
    return written("/paths", asked)


def as_graph(*paths: Path) -> str:
    """The address that shows paths from one thing as a graph."""
    names = [[short(thing.iri or "") for thing in path.things] for path in paths]
    joined = dict.fromkeys("~".join(pair) for one in names for pair in pairwise(one))
    return written("/explore", {"thing": names[0][0], "join": [*joined]})


def _told(answer: Paths) -> dict[str, Statement]:
    """The statements that the steps are made of, each once, whichever way it is read."""
    return {
        permalink(graph(), one): one
        for found in answer.connections
        for path in found.paths
        for step in path.steps
        for one in (step.statement, *step.also)
    }


def _query(answer: Paths) -> str:
    schema = graph().schema
    every = _told(answer).values()
    pairs = {(one.subject.iri or "", one.object.iri or "") for one in every}
    written = {one.relation.iri or "" for one in every}
    written |= {schema.primary.get(iri) or schema.inverse.get(iri) or iri for iri in written}
    ways = sorted(pairs | {(other, one) for one, other in pairs})
    terms = " ".join(f"({NamedNode(one)} {NamedNode(other)})" for one, other in ways)
    text = query_of(_QUERY, relation=[NamedNode(iri) for iri in sorted(written)])
    return text.replace("(UNDEF UNDEF)", terms) if terms else ""
