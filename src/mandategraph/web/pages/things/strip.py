"""Where in a document a thing is spoken of: one bar a paragraph, and what the statements rest on."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mandategraph.evidence import BASES, basis_of, outright, paragraph_of
from mandategraph.explore.graph import Graph, iri_of, text_of
from mandategraph.explore.model import Thing
from mandategraph.queries import beside
from mandategraph.web.signs import FORMS, Form
from mandategraph.web.terms import href

_PARAGRAPHS = beside(__file__, "strip")
_SETS, _MOST = 5000, 300
_STEP, _WIDTH, _FOOT, _TALL = 12, 10, 48, 44


@dataclass(frozen=True)
class Bar:
    """A paragraph: where its bar stands and how tall it is; 4 for one without a statement."""

    number: str
    address: str
    statements: int
    x: int
    height: int

    @property
    def y(self) -> int:
        """The top of the bar."""
        return _FOOT - self.height


@dataclass(frozen=True)
class Mark:
    """Where a section begins. `name` is empty where the one before needs the room."""

    x: int
    name: str
    title: str


@dataclass(frozen=True)
class Strip:
    """The bars of one document."""

    document: Thing
    width: int
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]

    @property
    def hit(self) -> int:
        """How many paragraphs have a statement."""
        return sum(1 for bar in self.bars if bar.statements)


@dataclass(frozen=True)
class Resting:
    """How many statements rest on a basis as their best, in how many paragraphs."""

    form: Form
    basis: str
    statements: int
    paragraphs: int


@dataclass(frozen=True)
class Spread:
    """Over which paragraphs, and on which bases, the statements about a thing are spread."""

    paragraphs: Counter[str]
    resting: tuple[Resting, ...]

    @property
    def count(self) -> int:
        """How many statements there are."""
        return sum(one.statements for one in self.resting)


def spread(graph: Graph, iri: str, apart: bool = False) -> Spread:
    """Count the statements about a thing by paragraph and by their best basis."""
    paragraphs: Counter[str] = Counter()
    bases: Counter[str] = Counter()
    places: dict[str, set[str]] = {}
    for graphs, links in graph.state.links.held(iri, apart, _SETS):
        best = outright(graphs)
        basis = (basis_of(best[0]) or "other").lower()
        bases[basis] += links
        for one in {place for name in best if (place := paragraph_of(name))}:
            paragraphs[one] += links
            places.setdefault(basis, set()).add(one)
    order = sorted(bases, key=BASES.index)
    return Spread(paragraphs, tuple(Resting(FORMS[one], one, bases[one], len(places.get(one, ()))) for one in order))


def strip(graph: Graph, paragraphs: Counter[str]) -> Strip | None:
    """The bars of the document that says most; None where none does, or it is too long to draw."""
    by: Counter[str] = Counter()
    for paragraph, links in paragraphs.items():
        by[paragraph.partition("/paragraph/")[0]] += links
    if not by:
        return None
    document = by.most_common(1)[0][0]
    rows = graph.state.remember(f"strip of {document}", lambda: graph.rows(_PARAGRAPHS, document=NamedNode(document)))
    if not rows or len(rows) > _MOST:
        return None
    most = max(paragraphs.values())
    bars = tuple(
        _bar(place, iri_of(row[0]), text_of(row[1]) or "", paragraphs[iri_of(row[0])], most)
        for place, row in enumerate(rows)
    )
    named = graph.things([document])[document]
    return Strip(named, len(rows) * _STEP, bars, tuple(_marks((iri_of(row[2]), text_of(row[3]) or "") for row in rows)))


def _bar(place: int, iri: str, number: str, statements: int, most: int) -> Bar:
    height = 8 + round((_TALL - 8) * (statements - 1) / max(1, most - 1)) if statements else 4
    return Bar(number, href(iri), statements, place * _STEP, height)


def _marks(sections: Iterable[tuple[str, str]]) -> Iterable[Mark]:
    """A mark at the beginning of each section, named by its code where there is room."""
    before, free = "", 0
    for place, (iri, title) in enumerate(sections):
        if iri and iri != before:
            before, x = iri, place * _STEP
            name = iri.rpartition("/")[2] if x >= free else ""
            free = x + 8 * len(name) + 8 if name else free
            yield Mark(x, name, title)
