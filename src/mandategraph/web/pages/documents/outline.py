"""How a document is built: its sections and paragraphs in order, each with its number of statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from mandategraph.explore.graph import Graph, iri_of, text_of
from mandategraph.queries import beside
from mandategraph.store.engine import Term

_PARAGRAPHS, _SECTIONS, _COUNTS, _FRONT, _PLACE = (
    beside(__file__, name) for name in ("paragraphs", "sections", "counts", "front", "place")
)


@dataclass(frozen=True)
class Front:
    """What a document is; `text` is where the United Nations keeps it."""

    iri: str
    name: str
    symbol: str
    title: str
    date: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `statements` counts what is stated and read in it, without names and types."""

    iri: str
    number: str
    section: str
    summary: str
    statements: int

    @property
    def kept(self) -> bool:
        """Whether the text of it is found in a file that a user attaches."""
        return self.number[:1].isdigit() or self.number == "summary"

    @property
    def called(self) -> str:
        """How it is named in a sentence: paragraph 5, the summary, footnote 1."""
        if self.number[:1].isdigit():
            return f"paragraph {self.number}"
        return self.number if self.number.startswith("footnote") else f"the {self.number}"


@dataclass(frozen=True)
class Section:
    """A section; `above` is the one of which it is a part, `depth` how many are above."""

    iri: str
    number: str
    title: str
    above: str
    depth: int

    @property
    def called(self) -> str:
        """Number and title, or the one where they are the same."""
        return self.title if self.number.casefold() in ("", self.title.casefold()) else f"{self.number} {self.title}"


@dataclass(frozen=True)
class Part:
    """A section with the paragraphs that stand in it directly; None for those before the first section."""

    section: Section | None
    paragraphs: list[Paragraph]


@dataclass(frozen=True)
class Outline:
    """A document with its parts."""

    front: Front
    paragraphs: list[Paragraph]
    sections: dict[str, Section]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each paragraph stands, from 0."""
        return {one.iri: place for place, one in enumerate(self.paragraphs)}

    @property
    def statements(self) -> int:
        """How many statements all paragraphs make."""
        return sum(one.statements for one in self.paragraphs)

    def above(self, section: str) -> list[Section]:
        """A section and those above it, the highest first."""
        found: list[Section] = []
        while section in self.sections and self.sections[section] not in found:
            found.insert(0, self.sections[section])
            section = found[0].above
        return found

    def inside(self, section: str) -> list[Paragraph]:
        """The paragraphs of a section and of those below it."""
        return [one for one in self.paragraphs if any(part.iri == section for part in self.above(one.section))]

    def parts(self, within: str = "") -> Iterator[Part]:
        """The sections in order, of one section or all, with their own paragraphs; then what stands in none."""
        by: dict[str, list[Paragraph]] = {}
        for one in self.paragraphs:
            by.setdefault(one.section if one.section in self.sections else "", []).append(one)
        if not within and "" in by:
            yield Part(None, by[""])
        for iri, section in self.sections.items():
            if not within or any(part.iri == within for part in self.above(iri)):
                yield Part(section, by.get(iri, []))


def place_of(graph: Graph, iri: str) -> tuple[str, str]:
    """What a thing is among documents (paragraph, section, document, or empty), and the document."""
    rows = graph.rows(_PLACE, thing=NamedNode(iri))
    return (text_of(rows[0][0]) or "", iri_of(rows[0][1])) if rows else ("", "")


def outline(graph: Graph, document: str) -> Outline:
    """The outline of a document, worked out once for a version of the graph."""
    return graph.state.remember(f"outline of {document}", lambda: _outline(graph, NamedNode(document)))


def fronts(graph: Graph, documents: list[str]) -> list[Front]:
    """What documents are, in their order."""
    nodes = [NamedNode(iri) for iri in documents]
    rows = {_text(row[0]): row for row in graph.rows(_FRONT, document=nodes)} if nodes else {}
    things = graph.things(documents)
    return [Front(iri, things[iri].name, *map(_text, rows[iri][1:5])) for iri in documents if iri in rows]


def counts(graph: Graph, document: str) -> dict[str, int]:
    """How many statements each paragraph makes."""
    return {iri_of(row[0]): int(text_of(row[1]) or 0) for row in graph.rows(_COUNTS, document=NamedNode(document))}


def _outline(graph: Graph, document: NamedNode) -> Outline:
    counted = counts(graph, document.value)
    paragraphs = [
        Paragraph(_text(iri), _text(number) or _text(iri).rpartition("/")[2], _text(section), _text(summary),
                  counted.get(_text(iri), 0))
        for iri, number, _, section, summary in graph.rows(_PARAGRAPHS, document=document)
    ]  # fmt: skip
    sections: dict[str, Section] = {}
    for row in graph.rows(_SECTIONS, document=document):
        iri, number, title, above = map(_text, row[:4])
        depth = sections[above].depth + 1 if above in sections else 0
        sections[iri] = Section(iri, number, title or number or iri.rpartition("/")[2], above, depth)
    (front,) = fronts(graph, [document.value])
    return Outline(front, paragraphs, sections)


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
