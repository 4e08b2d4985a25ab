"""What a user may have meant by a name that nothing has, or that several things have: links instead of an error."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Response, render_template, request

from mandategraph.errors import Ambiguous, NotFound
from mandategraph.explore.entity import facts_on
from mandategraph.explore.find import Match, find
from mandategraph.explore.graph import Graph
from mandategraph.web.pages.walk.address import short, written
from mandategraph.web.view import Given

_CHOICES = 5


@dataclass(frozen=True)
class Choice:
    """A thing that may be meant, how many statements of fact name it, and the address that asks for it."""

    match: Match
    facts: int
    address: str


@dataclass(frozen=True)
class Doubt:
    """A value of the address that is not the name of one thing; `several` says that it is that of more than one.

    `kind` is what the thing must be, in words; empty for any.
    """

    name: str
    place: int
    text: str
    kind: str
    several: bool
    choices: tuple[Choice, ...]


def meant(graph: Graph, asked: Given, *names: str, kinds: Mapping[str, str] | None = None) -> Response | None:
    """A page of links to what may be meant by the values of these parameters; None where each names one thing.

    `kinds` are the IRIs of the classes of which the things must be, by parameter; without one a thing may be any.
    Its links keep all else of the address. A handler calls this first: `if page := meant(graph, given(), "thing")`.
    """
    found = [*_doubts(graph, asked, dict.fromkeys(names, "") | dict(kinds or {}))]
    if not found:
        return None
    doubted = {(doubt.name, doubt.place): doubt for doubt in found}
    fields = [
        (name, place, text, doubted.get((name, place)))
        for name, texts in asked.items()
        for place, text in enumerate(texts)
    ]
    status = 200 if all(doubt.several for doubt in found) else NotFound.status
    return Response(render_template("meant.html", doubts=found, fields=fields, path=request.path), status)


def _doubts(graph: Graph, asked: Given, kinds: Mapping[str, str]) -> Iterator[Doubt]:
    for name, kind in kinds.items():
        for place, text in enumerate(asked.get(name, ())):
            try:
                graph.thing(text, *([kind] if kind else []))
            except (NotFound, Ambiguous) as error:
                choices = _choices(graph, asked, name, place, kind)
                called = graph.schema.name(kind) if kind else ""
                yield Doubt(name, place, text, called, isinstance(error, Ambiguous), choices)


def _choices(graph: Graph, asked: Given, name: str, place: int, kind: str) -> tuple[Choice, ...]:
    found = find(graph, asked[name][place], type=kind or None, size=_CHOICES)
    return tuple(
        Choice(match, facts_on(graph, iri), written(request.path, _replaced(asked, name, place, iri)))
        for match in (found.matches or found.nearest)[:_CHOICES]
        for iri in [match.thing.iri or ""]
    )


def _replaced(asked: Given, name: str, place: int, iri: str) -> Given:
    texts = asked[name]
    return asked | {name: [*texts[:place], short(iri), *texts[place + 1 :]]}
