"""Statements on their way into a store: each in its graph and, where it is a fact, in the default graph too.

Terms are as N-Quads writes them, so that a statement is a line.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from shared import LABEL, TYPE, english, mg, thing

from mandategraph.build.describing import descriptions
from mandategraph.evidence import NOT_FACTS, basis_of

Triple = tuple[str, str, str]
Page = tuple[str, list[Triple]]
"""A graph, and statements that stand in it."""

THINGS, CURATED, DOCUMENTS = (thing(f"graph/{name}") for name in ("things", "curated", "reference/documents"))
_NOT_COUNTED = frozenset({TYPE, LABEL, mg("summary")})
_MARKS = re.compile(r"[^a-z0-9]+")


def named(made: str, kind: str, label: str) -> list[Triple]:
    """What every thing has: its class and its name."""
    return [(made, TYPE, mg(kind)), (made, LABEL, english(label))]


def slug(text: str, words: int) -> str:
    """The first long words of a name, as they stand in an IRI."""
    return "-".join([word for word in _MARKS.split(text.lower()) if len(word) > 3][:words])


class Ledger:
    """Turns pages into lines, describes each graph once, and counts."""

    def __init__(self) -> None:
        self.by_basis: Counter[str] = Counter()
        self.documents: list[str] = []
        self.named = 0
        self._described: set[str] = set()

    def lines(self, pages: Iterable[Page]) -> Iterator[str]:
        """All that stands on the pages, a page at a time."""
        for graph, triples in pages:
            basis = basis_of(graph[1:-1]) or ""
            if graph not in self._described:
                self._described.add(graph)
                yield self._description(graph[1:-1], basis)
            self.named += len(triples)
            self.by_basis[basis] += sum(predicate not in _NOT_COUNTED for _, predicate, _ in triples)
            texts = [" ".join(triple) for triple in triples]
            yield "".join([f"{text} {graph} .\n" for text in texts])
            if basis not in NOT_FACTS:
                yield "".join([f"{text} .\n" for text in texts])

    def _description(self, graph: str, basis: str) -> str:
        if basis == "Structure":
            self.documents.append(graph)
        return "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in descriptions([graph]))
