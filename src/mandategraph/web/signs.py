"""The paragraph sign: what a statement rests on, and the note that opens from it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode, Triple

from mandategraph.evidence import basis_of
from mandategraph.explore.graph import Graph, iri_of, text_of
from mandategraph.explore.model import Evidence, Statement, Thing
from mandategraph.queries import beside
from mandategraph.reason.evidence import reasons
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
_WITHOUT_REASON = Form("judged", "our judgement", "A link that we drew.")


@dataclass(frozen=True)
class Sign:
    """One number, or name of a source, that opens a note. `first` says that it carries the ¶ of its row of numbers."""

    note: str
    text: str
    form: Form
    first: bool


@dataclass(frozen=True)
class Note:
    """What opens: `page` tells all that the paragraph states, `document` is where the text itself is.

    `reason` is why we judge so, where it is the note of one judgement of ours.
    """

    id: str
    title: str
    form: Form
    section: str | None
    summary: str | None
    page: str | None
    document: str | None
    dated: str | None
    reason: str | None


class Notes:
    """The notes of one page, gathered while its signs are drawn."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._several = len(graph.state.documents) > 1
        self._drawn: dict[tuple[str, Triple | None], str] = {}

    def signs(self, evidence: Iterable[Evidence], of: Statement | None = None) -> list[Sign]:
        """The signs of a statement; neighbours of one form share a ¶.

        Where `of` is given, the note of a judgement of ours is of this statement alone, and tells the reason.
        """
        found: list[Sign] = []
        for css, group in groupby(dict.fromkeys(evidence), key=lambda one: one.basis):
            for place, one in enumerate(group):
                found.append(Sign(self._draw(one, of), self._text(one), FORMS[css], place == 0))
        return found

    def _draw(self, one: Evidence, of: Statement | None) -> str:
        judged = _triple(self._graph, of) if of and one.basis == "curated" else None
        name = f"{_slug(one.graph)}-{len(self._drawn)}" if judged else _slug(one.graph)
        return self._drawn.setdefault((one.graph, judged), name)

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
        """Those whose signs were drawn so far, in that order; one query for them, and one for reasons."""
        graphs = [NamedNode(iri) for iri in dict.fromkeys(graph for graph, _ in self._drawn)]
        told = {iri_of(row[0]): [*map(_text, row)] for row in self._graph.rows(_NOTES, graph=graphs)} if graphs else {}
        why = reasons(self._graph.engine, {judged for _, judged in self._drawn if judged})
        return [
            self._note(name, graph, told.get(graph, [""] * 9), why.get(judged) if judged else None)
            for (graph, judged), name in self._drawn.items()
        ]

    def _note(self, note: str, graph: str, told: list[str], reason: str | None) -> Note:
        _, paragraph, name, section, summary, document, title, source, dated = told
        form = FORMS[(basis_of(graph) or "other").lower()]
        return Note(
            note,
            name or title or form.word.capitalize(),
            _WITHOUT_REASON if form is FORMS["curated"] and not reason else form,
            section or None,
            summary or (title if name else None) or None,
            href(paragraph) if paragraph else None,
            document or source or None,
            dated or None,
            reason,
        )


def as_written(graph: Graph, statement: Statement) -> tuple[Thing, str, Thing]:
    """Subject, property and object of a statement, the way round in which it is written."""
    relation, turned = statement.relation.iri or "", statement.backwards
    if relation in graph.schema.primary:
        relation, turned = graph.schema.primary[relation], not turned
    ends = statement.subject, statement.object
    subject, other = ends[::-1] if turned else ends
    return subject, relation, other


def _triple(graph: Graph, statement: Statement) -> Triple | None:
    """A statement as it is written, where it leads from a thing to a thing."""
    subject, relation, other = as_written(graph, statement)
    if not (subject.iri and relation and other.iri):
        return None
    return Triple(NamedNode(subject.iri), NamedNode(relation), NamedNode(other.iri))


def _text(term: object) -> str:
    return iri_of(term) or text_of(term) or ""  # type: ignore[arg-type]


def _sources(graph: Graph) -> dict[str, str]:
    """The short names of graphs that come from outside sources."""
    return {iri_of(row[0]): text_of(row[1]) or "" for row in graph.rows(_SOURCES)}


def _slug(graph: str) -> str:
    return "n-" + re.sub(r"[^A-Za-z0-9]+", "-", graph.removeprefix(ID)).strip("-")
