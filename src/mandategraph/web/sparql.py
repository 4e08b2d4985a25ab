"""SPARQL for browsers: the editor, its answers and its help; programs are answered by the endpoint (endpoint.py)."""

from flask import Blueprint, Response, request

from mandategraph.errors import ParameterInvalid, QueryFailed, QueryInvalid, ServiceRefused
from mandategraph.store.engine import Answer
from mandategraph.web import protocol
from mandategraph.web.console import answered, as_example, beginning, hint, page
from mandategraph.web.description import describe_service
from mandategraph.web.fault import fault_of
from mandategraph.web.helping import fault, put_evidence
from mandategraph.web.negotiation import HTML, negotiate, offers, prefers_html
from mandategraph.web.protocol import SparqlRequest
from mandategraph.web.service import engine, prefixes, service

blueprint = Blueprint("sparql", __name__)
_VIEWS = ("table", "chart", "graph", "map")


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, show the editor to a browser and describe the service to a program."""
    browser = prefers_html(request.headers.get("Accept"))
    if browser and request.method == "GET" and not any(request.args.getlist("query")):
        return Response(_begin(request.args.get("example"), _drawn()))
    if request.method == "GET" and not request.query_string:
        return describe_service()
    asked = _asked()
    if browser and (wanted := request.values.get("do")):
        return Response(_help(asked.text, wanted))
    drawn = _drawn() if browser else ""
    try:
        answer = engine().query(asked.text, default=asked.default, named=asked.named)
        if negotiate(request, offers(answer) | HTML) != "html":
            return send(answer)
        return Response(answered(asked, answer, drawn=drawn))
    except (QueryInvalid, ServiceRefused, QueryFailed) as error:
        if not browser:
            raise
        return Response(page(asked.text, fault=fault_of(error, asked.text, prefixes()), hint=hint(error)), error.status)


def send(answer: Answer) -> Response:
    """An answer in the format that the request asks for."""
    form = negotiate(request, offers(answer))
    return Response(answer.serialize(form), content_type=f"{offers(answer)[form]}; charset=utf-8")


def _asked() -> SparqlRequest:
    return protocol.read(request.method, request.query_string, request.content_type or "", request.get_data())


def _drawn() -> str:
    """The view that is asked for beside the table; empty for the table alone. Raises ParameterInvalid."""
    view = request.values.get("view") or "table"
    if view not in _VIEWS:
        raise ParameterInvalid(f"view={view!r} is no view of a result; it takes {', '.join(_VIEWS)}")
    return "" if view == "table" else view


def _begin(example: str | None, drawn: str) -> str:
    """The editor with an example, which is answered at once, or with the query to start from."""
    if not example:
        return page(beginning())
    named = service().library[example]
    text = as_example(named)
    return answered(SparqlRequest(text, (), (), None, None), engine().query(text), named, drawn)


def _help(text: str, wanted: str) -> str:
    """What the other buttons of the form do without a script: check the query, or add the evidence to it."""
    if wanted == "evidence":
        made = put_evidence(text)
        return page(made.text, said=made.said)
    found = fault(text)
    return page(text, fault=found, said="" if found else "The query can be read. Nothing was run.")
