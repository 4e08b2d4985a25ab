"""The graph as the questions see it: the store, the names, the schema, and what was worked out once for a version."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeVar, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from mandategraph.errors import Ambiguous, NotFound, RequestInvalid
from mandategraph.evidence import basis_of, outright, paragraph_of
from mandategraph.explore.model import Basis, Evidence, Thing
from mandategraph.queries import bind
from mandategraph.schema import Schema
from mandategraph.store.engine import Engine, Row, Term
from mandategraph.store.links import Links
from mandategraph.store.names import Named, Names
from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import MG, compact, expand

T = TypeVar("T")
_HERE = Path(__file__).parent
_URN = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")
_SECOND = (MG + "M49Area", MG + "LegislativeMandate")
"""Classes whose things are meant by a name only where nothing else has it."""


def load(name: str) -> str:
    """The text of a query beside this module."""
    return (_HERE / f"{name}.rq").read_text(encoding="utf-8")


_MEASURES, _EVERYTHING = load("measures"), load("everything")


class State:
    """What belongs to one version of the graph, and serves all who ask: its names, and what remember() keeps."""

    def __init__(
        self, version: str, names: Callable[[], Names], links: Callable[[], Links], documents: Sequence[str] = ()
    ) -> None:
        self.version, self.documents = version, documents
        self._names, self._links = names, links
        self._kept: dict[str, object] = {}
        self._locks: dict[str, Lock] = defaultdict(Lock)
        self._lock = Lock()

    @cached_property
    def names(self) -> Names:
        """The index of names."""
        return self._names()

    @cached_property
    def links(self) -> Links:
        """The index of links."""
        return self._links()

    def remember(self, key: str, make: Callable[[], T]) -> T:
        """What was made for a key before, or is made now; meanwhile only those wait who want the same."""
        with self._lock:
            making = self._locks[key]
        with making:
            if key not in self._kept:
                self._kept[key] = make()
        return cast(T, self._kept[key])

    @classmethod
    def of(cls, found: Snapshot) -> "State":
        """Of a snapshot."""
        return cls(
            found.manifest.version,
            lambda: Names.open(found.names),
            lambda: Links.open(found.links),
            found.manifest.documents,
        )

    @classmethod
    def over(cls, engine: Engine, version: str) -> "State":
        """Of a graph without a snapshot, whose indices are gathered from its store."""
        state = cls(
            version,
            lambda: Names.of(_quads(engine)),
            lambda: Links.of(_quads(engine), state.names, Schema.of(engine)),
        )
        return state


class Graph:
    """One version of the graph, for one who asks."""

    def __init__(self, engine: Engine, state: State) -> None:
        self.engine, self.state = engine, state

    @property
    def schema(self) -> Schema:
        """Names, hierarchy and inverses of classes and properties."""
        return self.state.remember("schema", lambda: Schema.of(self.engine))

    def rows(self, text: str, **terms: Term | Sequence[Term]) -> list[Row]:
        """The rows of a query, with terms in the slots of its variables (see queries.bind)."""
        return list(self.engine.query(bind(text, **terms)).rows())

    def thing(self, text: str, *classes: str) -> str:
        """The IRI of what is meant by an IRI, a prefixed name, a code or a name; `classes` narrow it down.

        Raises NotFound with the nearest names, Ambiguous with the candidates, RequestInvalid for a broken IRI.
        """
        iri = expand(text)
        if iri is not None:
            return self._known(iri, text)
        if _URN.match(text) and self.state.names.describe([text]):
            return text
        best = self.called(text, *classes)
        iris = sorted({named.thing.iri for named in best})
        if len(iris) > 1:
            choices = ", ".join(f"{named.thing.name} ({compact(named.thing.iri)})" for named in best[:8])
            raise Ambiguous(f"{text!r} may be {choices}; give one of these IRIs")
        if not iris:
            raise NotFound(f"nothing is named {text!r}; {self._nearest(text)}")
        return iris[0]

    def called(self, text: str, *classes: str) -> list[Named]:
        """What is meant by a name, several things where that is open: those of `classes`, of the likelier kind."""
        found = self.state.names.exact(text)
        wanted = [named for named in found if not classes or self._is(named, classes)]
        best = [named for named in wanted if not set(named.thing.types) & set(_SECOND)] or wanted
        return [named for named in best if named.kind == "label"] or best

    def _known(self, iri: str, text: str) -> str:
        try:
            node = NamedNode(iri)
        except ValueError as error:
            raise RequestInvalid(f"{text!r} is not an IRI: {error}; write it as in country:tcd") from error
        if not self.state.names.describe([iri]) and not self.engine.query(bind(load("known"), thing=node)).boolean:
            raise NotFound(f"nothing in the graph has the IRI {iri}; {self._nearest(iri.rpartition('/')[2])}")
        return iri

    def _is(self, named: Named, classes: Iterable[str]) -> bool:
        above = (self.schema.above.get(kind, frozenset()) | {kind} for kind in named.thing.types)
        return any(set(classes) & kinds for kinds in above)

    def _nearest(self, text: str) -> str:
        near = [f"{named.matched} ({compact(named.thing.iri)})" for named in self.state.names.nearest(text)]
        return f"the nearest names are {', '.join(near)}" if near else "give a name, acronym, code or IRI of the graph"

    def things(self, iris: Iterable[str]) -> dict[str, Thing]:
        """Things by IRI, with label and class; a figure is called by what it says."""
        wanted = sorted(set(iris))
        known = self.state.names.describe(wanted)
        found = {
            iri: Thing(thing.name, iri, self.schema.name(thing.types[0]) if thing.types else None)
            for iri, thing in known.items()
        }
        figures = [NamedNode(iri) for iri in wanted if "/figure/" in iri]
        for row in self.rows(_MEASURES, thing=figures) if figures else ():
            found[iri_of(row[0])] = Thing(phrase(row), iri_of(row[0]), "figure")
        unnamed = (iri for iri in wanted if iri not in found)
        return found | {iri: Thing(self.schema.labels.get(iri) or compact(iri), iri) for iri in unnamed}

    def relation(self, iri: str, out: bool = True) -> Thing:
        """A property as a thing; the other way round it is called by its inverse."""
        if out or iri in self.schema.symmetric:
            return Thing(self.schema.name(iri), iri)
        inverse = self.schema.inverse.get(iri)
        return Thing(self.schema.name(inverse) if inverse else f"is “{self.schema.name(iri)}” of", inverse or iri)


def iri_of(term: Term | None) -> str:
    """The IRI of a term that is one; empty for anything else."""
    return term.value if isinstance(term, NamedNode) else ""


def text_of(term: Term | None) -> str | None:
    """The lexical form of a literal; None for anything else."""
    return term.value if isinstance(term, Literal) else None


def _quads(engine: Engine) -> Iterator[Quad]:
    for subject, predicate, value, name in engine.query(_EVERYTHING).rows():
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and value is not None:
            yield Quad(subject, predicate, value, name if isinstance(name, NamedNode) else DefaultGraph())


def phrase(row: Row) -> str:
    """What a figure says: its qualifier, its value and what it measures, from a row of measures.rq."""
    value, measures, qualifier = (term.value if isinstance(term, Literal) else "" for term in row[1:4])
    number = f"{int(value):,}" if value.isdigit() else value
    return " ".join(part for part in (qualifier, number, measures) if part)


def evidence(graphs: Iterable[str]) -> tuple[Evidence, ...]:
    """The evidence that named graphs give, the strongest first.

    What is inferred is left out where the same paragraph, or the background, says it outright.
    """
    return tuple(map(_sign, outright(graphs)))


@lru_cache(maxsize=1 << 16)
def _sign(graph: str) -> Evidence:
    paragraph = paragraph_of(graph)
    return Evidence(cast(Basis, (basis_of(graph) or "Other").lower()), graph, number(paragraph), paragraph)


def number(paragraph: str | None) -> str | None:
    """The number of a paragraph, from its IRI."""
    return paragraph.rpartition("/")[2] if paragraph else None
