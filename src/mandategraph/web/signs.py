"""The paragraph sign: what a statement rests on, and the note that opens from it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode

from mandategraph.evidence import basis_of
from mandategraph.explore.graph import Graph, iri_of, text_of
from mandategraph.explore.model import Evidence
from mandategraph.queries import beside
from mandategraph.vocabulary import ID
from mandategraph.web.terms import href

_NOTES, _SOURCES = (beside(__file__, name) for name in ("notes", "sources"))


@dataclass(frozen=True)
class Form:
    """How a basis looks and is called."""

    css: str
    word: str
    meaning: str


FORMS = {
    "stated": Form("stated", "stated", "The paragraph says so in so many words."),
    "read": Form("read", "read", "Its section says so, the sentence does not."),
    "inferred": Form("derived", "derived", "It follows from what is stated. The report does not say this itself."),
    "reference": Form("outside", "outside source", "Not in the report; the source has a date of its own."),
    "curated": Form("judged", "our judgement", "A link that we drew, with a reason."),
    "planned": Form("held", "planned", "Announced, not done when the report was written. Never counted as done."),
    "hedged": Form("held", "possible", "Said with reservation. Never counted as a fact."),
    "structure": Form("outside", "the document", "What the document is: its number, its date and its parts."),
    "ontology": Form("outside", "the ontology", "What our words mean; no fact about the world."),
    "other": Form("outside", "another source", "In a graph that somebody else has added."),
}
"""By basis; planned and possible are never counted with the others."""


@dataclass(frozen=True)
class Sign:
    """One number, or name of a source, that opens a note. `first` says that it carries the ¶ of its row of numbers."""

    note: str
    text: str
    form: Form
    first: bool


@dataclass(frozen=True)
class Note:
    """What opens: `page` tells all that the paragraph states, `document` is where the text itself is."""

    id: str
    title: str
    form: Form
    section: str | None
    summary: str | None
    page: str | None
    document: str | None
    dated: str | None


class Notes:
    """The notes of one page, gathered while its signs are drawn."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._several = len(graph.state.documents) > 1
        self._drawn: dict[str, None] = {}

    def signs(self, evidence: Iterable[Evidence]) -> list[Sign]:
        """The signs of a statement; neighbours of one form share a ¶."""
        found: list[Sign] = []
        for css, group in groupby(dict.fromkeys(evidence), key=lambda one: one.basis):
            for place, one in enumerate(group):
                self._drawn[one.graph] = None
                found.append(Sign(_slug(one.graph), self._text(one), FORMS[css], place == 0))
        return found

    def _text(self, one: Evidence) -> str:
        if one.paragraph is None or one.paragraph_iri is None:
            return self._names.get(one.graph, FORMS[one.basis].word)
        if not self._several:
            return one.paragraph
        return f"{one.paragraph_iri.split('/document/')[-1].partition('/')[0]}, {one.paragraph}"

    @property
    def _names(self) -> dict[str, str]:
        return self._graph.state.remember("sources", lambda: _sources(self._graph))

    def all(self) -> list[Note]:
        """Those whose signs were drawn so far, in that order; one query."""
        rows = self._graph.rows(_NOTES, graph=[NamedNode(iri) for iri in self._drawn]) if self._drawn else []
        told = {iri_of(row[0]): row for row in rows}
        return [self._note(graph, [*map(_text, told[graph])] if graph in told else [""] * 9) for graph in self._drawn]

    def _note(self, graph: str, told: list[str]) -> Note:
        _, paragraph, name, section, summary, document, title, source, dated = told
        form = FORMS[(basis_of(graph) or "other").lower()]
        return Note(
            _slug(graph),
            name or title or form.word.capitalize(),
            form,
            section or None,
            summary or (title if name else None) or None,
            href(paragraph) if paragraph else None,
            document or source or None,
            dated or None,
        )


def _text(term: object) -> str:
    return iri_of(term) or text_of(term) or ""  # type: ignore[arg-type]


def _sources(graph: Graph) -> dict[str, str]:
    """The short names of graphs that come from outside sources."""
    return {iri_of(row[0]): text_of(row[1]) or "" for row in graph.rows(_SOURCES)}


def _slug(graph: str) -> str:
    return "n-" + re.sub(r"[^A-Za-z0-9]+", "-", graph.removeprefix(ID)).strip("-")
