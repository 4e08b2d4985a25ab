"""Documents, their sections and paragraphs."""

from urllib.parse import urlencode

from flask import Blueprint, render_template, request
from pyoxigraph import NamedNode

from mandategraph.errors import NotFound, RequestInvalid
from mandategraph.explore.entity import Entity
from mandategraph.queries import beside
from mandategraph.vocabulary import MG, prefixed
from mandategraph.web.frame import of_rows
from mandategraph.web.pages.documents import paragraph
from mandategraph.web.pages.documents.above import above, take_none
from mandategraph.web.pages.documents.cited import cited
from mandategraph.web.pages.documents.outline import Outline, Section, fronts, outline, place_of
from mandategraph.web.pages.things.page import parted
from mandategraph.web.pages.wording import plural
from mandategraph.web.service import graph
from mandategraph.web.view import ask, query_of, view

blueprint = Blueprint("documents", __name__)
_PARAGRAPHS, _DOCUMENTS = (beside(__file__, name) for name in ("paragraphs", "documents"))
_LISTED, _SHOWN = 100, 400
_STRUCTURE = frozenset(
    MG + name for name in ("hasPart", "hasParagraph", "hasContent", "inDocument", "partOf", "mentionedIn")
)


@blueprint.get("/documents")
def documents() -> str:
    """The documents whose paragraphs are in the graph, and the texts that they name."""
    take_none()
    here = graph()
    known = sorted(here.state.documents)
    read = [outline(here, front.iri) for front in fronts(here, known[:_LISTED])]
    kinds = cited(here)
    count = sum(map(len, kinds.values()))
    shown = of_rows(
        here,
        "Which documents is this made from, and which do they name?",
        f"{plural(len(known), 'document')} read, {plural(count, 'text')} named",
        query_of(_DOCUMENTS),
        "documents",
    )
    return render_template(
        "documents.html", view=shown, read=read, known=len(known), kinds=kinds, count=count, most=_SHOWN
    )


def page(iri: str) -> str | None:
    """The page of a paragraph, a section or a document with paragraphs; None for any other thing."""
    here = graph()
    kind, document = place_of(here, iri)
    if not kind:
        return None
    whole = outline(here, document)
    if kind == "paragraph":
        return paragraph.page(here, whole, iri)
    return _document(whole, iri, whole.sections.get(iri) if kind == "section" else None)


def part(iri: str) -> str:
    """A piece of a page that stands alone. Raises NotFound where a thing has no such piece, RequestInvalid."""
    if request.args.getlist("part") != ["statements"] or len(request.args.getlist("of")) > 1:
        raise RequestInvalid("part is not possible so; it takes statements, once, and of, the address of one of them")
    here = graph()
    kind, document = place_of(here, iri)
    if kind != "paragraph":
        raise NotFound(f"{iri} is no paragraph; only paragraphs have the part statements")
    return paragraph.part(here, document, iri, request.args.get("of", ""))


def _document(whole: Outline, iri: str, section: Section | None) -> str:
    asking = ask("entity", thing=iri)
    found = asking.answer
    assert isinstance(found, Entity)
    paragraphs = whole.inside(iri) if section else whole.paragraphs
    called = _called(section) if section else whole.front.symbol or whole.front.name
    count = sum(one.statements for one in paragraphs)
    shown = view(
        asking,
        f"What does {called} say?",
        f"{plural(count, 'statement')} in {plural(len(paragraphs), 'paragraph')}",
        query_of(_PARAGRAPHS, document=NamedNode(whole.front.iri)),
    )
    main, small, codes = parted(group for group in found.relations if group.relation.iri not in _STRUCTURE)
    return render_template(
        "document.html",
        view=shown.under(*above(whole, section.above if section else None)),
        whole=whole,
        section=section,
        entity=found,
        parts=list(whole.parts(iri if section else "")),
        paragraphs=paragraphs,
        relations=[*main, *small],
        codes=codes,
        most=_SHOWN,
        encoded=urlencode({"thing": prefixed(iri)}),
    )


def _called(section: Section) -> str:
    named = section.number.casefold() in ("", section.title.casefold())
    return f"the section “{section.title}”" if named else f"section {section.number}"
