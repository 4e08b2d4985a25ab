"""The page of a paragraph, and the piece of it that the notes of signs show."""

from flask import render_template, request
from pyoxigraph import NamedNode

from mandategraph.explore.graph import Graph
from mandategraph.queries import beside
from mandategraph.web.frame import of_rows
from mandategraph.web.pages.documents.above import above, take_none
from mandategraph.web.pages.documents.outline import Outline, Paragraph
from mandategraph.web.pages.documents.own import own_text
from mandategraph.web.pages.documents.said import Said, measured, named, said
from mandategraph.web.pages.wording import plural
from mandategraph.web.terms import href
from mandategraph.web.view import permalink, query_of

_PARAGRAPH = beside(__file__, "paragraph")
_FIRST, _MOST = 12, 400


def page(here: Graph, whole: Outline, iri: str) -> str:
    """All that a paragraph says, where it stands, and a text to report an error in it."""
    take_none()
    place = whole.places[iri]
    one = whole.paragraphs[place]
    found = said(here, iri)
    shown = of_rows(
        here,
        f"What does {one.called} say?",
        _counted(found),
        query_of(_PARAGRAPH, paragraph=NamedNode(iri)),
        f"{one.called} of {whole.front.name}",
    )
    return render_template(
        "paragraph.html",
        view=shown.under(*above(whole, one.section)),
        whole=whole,
        one=one,
        sections=whole.above(one.section),
        near=whole.paragraphs[max(0, place - 1) : place + 2],
        before=whole.paragraphs[place - 1] if place else None,
        after=whole.paragraphs[place + 1] if place + 1 < len(whole.paragraphs) else None,
        said=found,
        places=named(here, found.facts, "place"),
        figures=measured(here, found.facts),
        actors=named(here, found.facts, "org", "body"),
        own=own_text(here, whole.front.iri, iri),
        report=_report(here, whole, one),
        most=_MOST,
    )


def part(here: Graph, document: str, iri: str, of: str) -> str:
    """The first statements of a paragraph, and its own text where that is attached; a piece of HTML without a head.

    `of` is the permanent link of the statement that goes before the others, if the paragraph makes it.
    """
    found = said(here, iri)
    this = next((one for one in found.all if permalink(here, one) == of), None) if of else None
    others = [one for one in found.facts if one is not this]
    return render_template(
        "paragraph_part.html",
        this=this,
        statements=others[:_FIRST],
        more=max(0, len(others) - _FIRST),
        own=own_text(here, document, iri),
        address=href(iri),
    )


def _counted(found: Said) -> str:
    parts = [f"{told.count:,} {told.form.word}" for told in found.written]
    count = plural(found.count, "statement") + (f": {', '.join(parts)}" if parts else "")
    apart = sum(told.count for told in found.apart)
    return f"{count}; {apart} planned or possible, apart" if apart else count


def _report(here: Graph, whole: Outline, one: Paragraph) -> str:
    """The text with which a reader can report an error; it names the paragraph, the page and the version."""
    front = whole.front
    return "\n".join(
        (
            f"Document: {front.name}{f', {front.symbol}' if front.symbol else ''}",
            f"Place: {one.called}",
            f"Address: {request.base_url}",
            f"Graph: {here.state.version}",
            "What is wrong: ",
            "What the document says: ",
        )
    )
