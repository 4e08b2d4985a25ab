"""Things by what people call them."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Literal, cast

import msgspec

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.graph import Graph, iri_of, load
from mandategraph.explore.model import Thing, says
from mandategraph.explore.named_in import named_in
from mandategraph.store.names import Named

Kind = Literal["label", "acronym", "symbol", "code", "alias", "summary"]
How = Literal["exact", "prefix", "words", "fuzzy", "some"]
_AT_ONCE = ("exact", "prefix")
_CLASSES = load("find_classes")
_USUAL = ("activity", "country", "meeting", "organization", "paragraph", "programme", "resolution", "theme")


@dataclass(frozen=True)
class Match:
    """A thing, and what of it matched."""

    thing: Annotated[Thing, says("The thing")]
    matched: Annotated[str, says("The name that matched; for a paragraph, its summary or name")]
    kind: Annotated[Kind, says("What that name is to the thing")]
    how: Annotated[
        How,
        says(
            "The whole name; its beginning or words in a row; all words that are no stop words; these with typing "
            "errors put right; or some of them, rare ones first"
        ),
    ]
    count: Annotated[
        int,
        says(
            "How many statements name the thing: each once for each graph in which it stands, with names and codes, "
            "what follows, and plans; /api/entity counts facts, each once"
        ),
    ]


@dataclass(frozen=True, repr=False)
class Found(Answer):
    """What is called so, the best match first."""

    text: Annotated[str, says("The text as given")]
    total: Annotated[int, says("How many things match, counted to a thousand")]
    more: Annotated[bool, says("There are more than a thousand")]
    page: Annotated[int, says("The number of the page")]
    pages: Annotated[int, says("How many pages there are")]
    matches: Annotated[tuple[Match, ...], says("The things of this page")]
    nearest: Annotated[tuple[Match, ...], says("Where nothing matches, the nearest names")]
    named: Annotated[
        tuple[Match, ...], says("Where no name begins with the text or has its words in a row: things that it names")
    ]

    columns = ("thing", "type", "matched", "kind", "how", "statements", "iri")

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row a match of the page; where there is none, the nearest names, of kind “nearest”."""
        shown = self.matches or self.nearest
        return [
            (
                one.thing.name,
                one.thing.type,
                one.matched,
                one.kind if self.matches else "nearest",
                one.how,
                one.count,
                one.thing.iri,
            )
            for one in shown
        ]


def find(
    graph: Graph,
    text: Annotated[str, says("Words as people write them: a name, acronym, symbol, code, or what it is about")],
    *,
    type: Annotated[str | None, says("Only things of this class (its name or IRI) or one below it")] = None,
    page: Annotated[int, msgspec.Meta(ge=1, description="The number of the page")] = 1,
    size: Annotated[int, msgspec.Meta(ge=1, le=100, description="Things a page")] = 20,
) -> Found:
    """Things by name, acronym, symbol or code, and paragraphs by their summaries; typing errors are forgiven."""
    if not text.strip():
        raise ParameterInvalid("text is empty; give a word of what you look for")
    classes = classes_of(graph, type) if type else ()
    found = graph.state.names.search(text, classes, size, (page - 1) * size)
    near = () if found.total else graph.state.names.nearest(text, types=classes)
    whole = graph.state.names.search(text, classes, 1).matches if page > 1 else found.matches[:1]
    named = () if whole and whole[0].how in _AT_ONCE else named_in(graph, text, *classes)
    return Found(
        text,
        found.total,
        found.more,
        page,
        max(1, -(-found.total // size)),
        _matches(graph, found.matches),
        _matches(graph, near),
        _matches(graph, named),
    )


def classes_of(graph: Graph, text: str) -> tuple[str, ...]:
    """A class, then all below it. Raises ParameterInvalid with the nearest names of classes."""
    schema, classes = graph.schema, class_iris(graph)
    asked = schema.term(text, classes)
    if asked is None:
        names = sorted(schema.labels.get(iri) or iri.rpartition("#")[2].casefold() for iri in classes)
        near = get_close_matches(text.casefold(), names, 4)
        choices = ", ".join(dict.fromkeys((*near, *_USUAL)))
        raise ParameterInvalid(f"type={text!r} is no class of the graph; there are {choices} and others")
    return (asked, *sorted(schema.below(asked) - {asked}))


def class_iris(graph: Graph) -> list[str]:
    """The classes of things."""
    return graph.state.remember("classes", lambda: sorted(iri_of(row[0]) for row in graph.rows(_CLASSES)))


def _matches(graph: Graph, found: Iterable[Named]) -> tuple[Match, ...]:
    named = list(found)
    things = graph.things(one.thing.iri for one in named)
    return tuple(
        Match(things[one.thing.iri], one.matched, cast(Kind, one.kind), cast(How, one.how), one.thing.statements)
        for one in named
    )
