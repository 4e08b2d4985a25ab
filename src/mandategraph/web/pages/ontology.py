"""The page of the ontology."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from mandategraph.queries import beside
from mandategraph.store.engine import GRAPH_FORMATS
from mandategraph.vocabulary import MG, PREFIXES
from mandategraph.web.frame import framed
from mandategraph.web.negotiation import HTML, negotiate
from mandategraph.web.ontology import TermEntry, terms
from mandategraph.web.pages.wording import plural
from mandategraph.web.results import FORMAT_NAMES
from mandategraph.web.service import engine, graph

blueprint = Blueprint("ontology", __name__)
_KINDS = (
    ("class", "classes", "Classes", "things"),
    ("relation", "relations", "Relations", "statements"),
    ("value", "values", "Values", "statements"),
)
_TURTLE = beside(__file__, "ontology_turtle")


@dataclass(frozen=True)
class _Kind:
    kind: str
    anchor: str
    title: str
    counted: str
    terms: list[TermEntry]


@blueprint.get("/ontology")
def ontology() -> Response:
    """The ontology: a page for people, RDF for programs."""
    form = negotiate(request, HTML | GRAPH_FORMATS)
    if form != "html":
        body = engine().query(_TURTLE).serialize(form)
        return Response(body, content_type=f"{GRAPH_FORMATS[form]}; charset=utf-8")
    asking = graph()
    found = asking.state.remember("terms of the ontology", lambda: terms(asking.engine))
    files = {FORMAT_NAMES[form]: f"/ontology?format={form}" for form in GRAPH_FORMATS}
    view = framed(asking, "What do the words mean?", plural(len(found), "word"), "", files, "the ontology")
    kinds = [_Kind(*kind, [term for term in found if term.kind == kind[0]]) for kind in _KINDS]
    return Response(render_template("ontology.html", view=view, kinds=kinds, prefixes=PREFIXES, mg=MG))
