"""Pages that answer what is asked of a thing, or of several together: their questions and addresses."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from urllib.parse import urlencode

from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Thing
from mandategraph.vocabulary import ID, prefixed
from mandategraph.web.pages.wording import short_name
from mandategraph.web.shapes import shape

Page = tuple[str, str]
"""The question that a page answers, and its address."""
_MOST = 5
_ACTORS = ("org", "body")
_QUESTIONS = {
    "resolution": [("What does {} ask, and which works answer it?", "/mandates", "mandate")],
    "place": [("What is done in {}?", "/countries", "place")],
    "theme": [
        ("Who works on “{}”?", "/partners", "theme"),
        ("Which countries have works on “{}”?", "/countries", "theme"),
        ("Which targets does “{}” serve?", "/sdg", "theme"),
    ],
    "target": [("What serves {}, and does the text say so?", "/sdg", "target")],
    "org": [("Who works with {}?", "/partners", "actor")],
    "body": [("Who works with {}?", "/partners", "actor")],
    "work": [("Which provisions does “{}” answer?", "/mandates", "work")],
}


def answering(graph: Graph, thing: Thing) -> list[Page]:
    """The pages for one thing, besides its own."""
    return [
        (words.format(short_name(graph, thing)), _address(path, {name: thing}))
        for words, path, name in _QUESTIONS.get(_kind(thing), ())
    ]


def together(graph: Graph, things: Sequence[Thing]) -> list[Page]:
    """The pages for things that are named together, at most five: those for two of them first."""
    pairs = [page for one, other in combinations(things, 2) for page in _pair(graph, one, other)]
    return [*dict.fromkeys([*pairs, *(page for thing in things for page in answering(graph, thing))])][:_MOST]


def _pair(graph: Graph, one: Thing, other: Thing) -> Iterator[Page]:
    kinds = {_kind(thing): thing for thing in (one, other)}
    names = {kind: short_name(graph, thing) for kind, thing in kinds.items()}
    actor = next((kind for kind in _ACTORS if kind in kinds), None)
    if "theme" in kinds and actor:
        chosen = {"actor": kinds[actor], "theme": kinds["theme"]}
        yield f"Who works with {names[actor]} on “{names['theme']}”?", _address("/partners", chosen)
    elif "theme" in kinds and "place" in kinds:
        chosen = {"place": kinds["place"], "theme": kinds["theme"]}
        yield f"What is done in {names['place']} on “{names['theme']}”?", _address("/countries", chosen)
    if len(kinds) == 2 or "theme" not in kinds:
        words = f"How is {short_name(graph, one)} connected with {short_name(graph, other)}?"
        yield words, f"/paths?{urlencode({'things': [_code(one), _code(other)]}, doseq=True)}"


def _kind(thing: Thing) -> str:
    """Resolutions, themes and targets by their addresses, anything else by its shape."""
    iri = thing.iri or ""
    for kind in ("resolution", "theme"):
        if iri.startswith(f"{ID}{kind}/"):
            return kind
    drawn = shape(iri) or ""
    return "target" if drawn == "goal" else drawn


def _address(path: str, chosen: dict[str, Thing]) -> str:
    return f"{path}?{urlencode({name: _code(thing) for name, thing in chosen.items()})}"


def _code(thing: Thing) -> str:
    return prefixed(thing.iri or "")
