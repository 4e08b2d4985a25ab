"""The texts that documents name."""

from dataclasses import dataclass

from pyoxigraph import Literal

from mandategraph.explore.graph import Graph, iri_of
from mandategraph.explore.model import Thing
from mandategraph.queries import beside
from mandategraph.store.engine import Row

_DOCUMENTS = beside(__file__, "documents")


@dataclass(frozen=True)
class Cited:
    """A text that is named; `statements` counts what is said of it."""

    thing: Thing
    symbol: str
    title: str
    date: str
    statements: int


def cited(graph: Graph) -> dict[str, list[Cited]]:
    """Texts by their kind, the largest kind first; at most five thousand."""
    return graph.state.remember("texts that are named", lambda: _cited(graph))


def _cited(graph: Graph) -> dict[str, list[Cited]]:
    rows = graph.rows(_DOCUMENTS)
    iris = [iri_of(row[0]) for row in rows]
    things, known = graph.things(iris), graph.state.names.describe(iris)
    kinds: dict[str, list[Cited]] = {}
    for row, iri in zip(rows, iris, strict=True):
        one = _made(row, things[iri], known[iri].statements if iri in known else 0)
        kinds.setdefault(one.thing.type or "document", []).append(one)
    return dict(sorted(kinds.items(), key=lambda kind: (-len(kind[1]), kind[0])))


def _made(row: Row, thing: Thing, statements: int) -> Cited:
    symbol, title, date = (term.value if isinstance(term, Literal) else "" for term in row[2:5])
    return Cited(thing, symbol, title, date, statements)
