"""What a user may have meant by a name that nothing has, or that several things have: links instead of an error."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, render_template, request

from mandategraph.errors import Ambiguous, NotFound
from mandategraph.explore.find import Match, find
from mandategraph.explore.graph import Graph
from mandategraph.web.pages.walk.address import short, written
from mandategraph.web.view import Given

_CHOICES = 5


@dataclass(frozen=True)
class Choice:
    """A thing that may be meant, and the address that asks for it."""

    match: Match
    address: str


@dataclass(frozen=True)
class Doubt:
    """A value of the address that is not the name of one thing; `several` says that it is that of more than one."""

    name: str
    place: int
    text: str
    several: bool
    choices: tuple[Choice, ...]


def meant(graph: Graph, asked: Given, *names: str) -> Response | None:
    """A page of links to what may be meant by the values of these parameters; None where each names one thing.

    Its links keep all else of the address. A handler calls this first: `if page := meant(graph, given(), "thing")`.
    """
    found = [*_doubts(graph, asked, names)]
    if not found:
        return None
    doubted = {(doubt.name, doubt.place) for doubt in found}
    fields = [
        (name, place, text, (name, place) in doubted)
        for name, texts in asked.items()
        for place, text in enumerate(texts)
    ]
    status = 200 if all(doubt.several for doubt in found) else NotFound.status
    return Response(render_template("meant.html", doubts=found, fields=fields, path=request.path), status)


def _doubts(graph: Graph, asked: Given, names: tuple[str, ...]) -> Iterator[Doubt]:
    for name in names:
        for place, text in enumerate(asked.get(name, ())):
            try:
                graph.thing(text)
            except (NotFound, Ambiguous) as error:
                yield Doubt(name, place, text, isinstance(error, Ambiguous), _choices(graph, asked, name, place))


def _choices(graph: Graph, asked: Given, name: str, place: int) -> tuple[Choice, ...]:
    found = find(graph, asked[name][place], size=_CHOICES)
    return tuple(
        Choice(match, written(request.path, _replaced(asked, name, place, match.thing.iri or "")))
        for match in (found.matches or found.nearest)[:_CHOICES]
    )


def _replaced(asked: Given, name: str, place: int, iri: str) -> Given:
    texts = asked[name]
    return asked | {name: [*texts[:place], short(iri), *texts[place + 1 :]]}
