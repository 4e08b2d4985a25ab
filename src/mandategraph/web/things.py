"""Linked data: every thing of the graph has a page and RDF, by content negotiation."""

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from mandategraph.errors import NotFound, RequestInvalid
from mandategraph.queries import beside, bind
from mandategraph.store.engine import GRAPH_FORMATS
from mandategraph.vocabulary import ID
from mandategraph.web.negotiation import HTML, negotiate
from mandategraph.web.pages.documents import page as documents
from mandategraph.web.pages.things import named_graph
from mandategraph.web.pages.things import page as entity
from mandategraph.web.service import engine

blueprint = Blueprint("things", __name__)
_DESCRIBE, _KNOWN = (beside(__file__, name) for name in ("describe", "known"))


@blueprint.get("/id/<path:local>")
def thing(local: str) -> Response:
    """A thing of ours."""
    return _respond(ID + local)


@blueprint.get("/resource")
def resource() -> Response:
    """A thing with an IRI of somebody else."""
    iri = request.args.get("iri")
    if not iri:
        raise RequestInvalid("iri is missing; ask for /resource?iri=http://metadata.un.org/sdg/16")
    return _respond(iri)


def _respond(iri: str) -> Response:
    try:
        node = NamedNode(iri)
    except ValueError as error:
        raise RequestInvalid(
            f"{iri!r} is not an IRI: {error}; write it in full, as in http://metadata.un.org/sdg/16"
        ) from error
    if not engine().query(bind(_KNOWN, thing=node)).boolean:
        raise NotFound(f"nothing in the graph has the IRI {iri}; /find looks for things by name")
    form = negotiate(request, HTML | GRAPH_FORMATS)
    if form == "html":
        return Response(_page(iri))
    body = engine().query(bind(_DESCRIBE, thing=node)).serialize(form)
    return Response(body, content_type=f"{GRAPH_FORMATS[form]}; charset=utf-8")


def _page(iri: str) -> str:
    """The page of a thing; documents with paragraphs, and their parts, have pages of their own."""
    if "part" in request.args:
        return documents.part(iri)
    return documents.page(iri) or named_graph.page(iri) or entity.page(iri)
