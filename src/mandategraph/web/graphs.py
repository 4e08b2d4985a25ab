"""The read half of the SPARQL 1.1 Graph Store HTTP Protocol, and a page that lists the graphs."""

from flask import Blueprint, Response, render_template, request
from pyoxigraph import NamedNode

from mandategraph.errors import NotFound, RequestInvalid
from mandategraph.ordering import natural
from mandategraph.queries import beside, bind
from mandategraph.store.engine import GRAPH_FORMATS, Engine
from mandategraph.vocabulary import ID
from mandategraph.web.negotiation import negotiate, prefers_html
from mandategraph.web.protocol import parameters
from mandategraph.web.results import FORMAT_NAMES
from mandategraph.web.service import engine
from mandategraph.web.signs import FORMS
from mandategraph.web.terms import href, number, value

blueprint = Blueprint("graphs", __name__)
_WHOLE, _EXISTS = (beside(__file__, name) for name in ("whole_graph", "graph_exists"))
LIST = beside(__file__, "graphs")


@blueprint.get("/graphs")
def graphs() -> Response:
    """One graph as RDF; a browser that names none gets the list, where the protocol has nothing for a program."""
    pairs = parameters(request.query_string, "the URL")
    names = [name for key, name in pairs if key == "graph"]
    default = any(key == "default" for key, _ in pairs)
    if not names and not default and prefers_html(request.headers.get("Accept")):
        return Response(_page(engine()))
    if len(names) + default != 1:
        raise RequestInvalid(
            f"the request names {len(names) + default} graphs; name exactly one, as /graphs?default or "
            "/graphs?graph=IRI; /graphs in a browser lists them"
        )
    form = negotiate(request, GRAPH_FORMATS)
    found = engine().query(_WHOLE, default=[_existing(engine(), name) for name in names])
    return Response(found.serialize(form), content_type=f"{GRAPH_FORMATS[form]}; charset=utf-8")


def _existing(asked: Engine, name: str) -> str:
    """The IRI of a graph, which has to be absolute (4.2). Raises RequestInvalid, or NotFound where it is not there."""
    try:
        node = NamedNode(name)
    except ValueError as error:
        raise RequestInvalid(
            f"graph={name!r} is not an absolute IRI: {error}; write it in full, as in http://example.org/graph"
        ) from error
    if not asked.query(bind(_EXISTS, graph=node)).boolean:
        raise NotFound(f"there is no graph {name}; /graphs in a browser lists them, and so does /.well-known/void")
    return node.value


def _page(asked: Engine) -> str:
    rows = ((value(row[0]), number(value(row[1])), value(row[2])) for row in asked.query(LIST).rows())
    found = [(iri, iri.removeprefix(ID), href(iri), count, _word(basis)) for iri, count, basis in rows]
    formats = {form: FORMAT_NAMES[form] for form in GRAPH_FORMATS}
    return render_template("graphs.html", graphs=sorted(found, key=lambda row: natural(row[0])), formats=formats)


def _word(basis: str | None) -> str:
    """A basis as all pages call it."""
    form = FORMS.get((basis or "").lower())
    return form.word if form else basis or ""
