"""SPARQL for browsers: the editor, its answers and its help; programs are answered by the endpoint (endpoint.py)."""

from flask import Blueprint, Response, jsonify, request

from mandategraph.errors import QueryFailed, QueryInvalid, ServiceRefused
from mandategraph.store.engine import Answer
from mandategraph.web import protocol
from mandategraph.web.console import answered, as_example, beginning, hint, page, terms_in_use
from mandategraph.web.description import describe_service
from mandategraph.web.evidence_pattern import with_evidence
from mandategraph.web.fault import Fault, fault_of
from mandategraph.web.negotiation import HTML, negotiate, offers, prefers_html
from mandategraph.web.protocol import SparqlRequest
from mandategraph.web.service import engine, prefixes, service

blueprint = Blueprint("sparql", __name__)
_NOTHING = "urn:mandategraph:nothing"
"""The graph that a query is asked of when only its grammar is to be checked."""


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, show the editor to a browser and describe the service to a program."""
    browser = prefers_html(request.headers.get("Accept"))
    if browser and request.method == "GET" and not any(request.args.getlist("query")):
        return Response(_begin(request.args.get("example")))
    if request.method == "GET" and not request.query_string:
        return describe_service()
    asked = _asked()
    if browser and (wanted := request.values.get("do")):
        return Response(_help(asked.text, wanted))
    try:
        answer = engine().query(asked.text, default=asked.default, named=asked.named)
        if negotiate(request, offers(answer) | HTML) != "html":
            return send(answer)
        return Response(answered(asked, answer))
    except (QueryInvalid, ServiceRefused, QueryFailed) as error:
        if not browser:
            raise
        return Response(page(asked.text, fault=fault_of(error, asked.text, prefixes()), hint=hint(error)), error.status)


@blueprint.route("/sparql/check", methods=["GET", "POST"])
def check() -> Response:
    """Whether a query can be read, without an answer: its first fault with line, column, length and reason."""
    found = _fault(_asked().text)
    if found is None:
        return jsonify(valid=True)
    return jsonify(valid=False, reason=found.reason, line=found.line, column=found.column, length=found.length)


@blueprint.get("/sparql/schema")
def schema() -> Response:
    """What completion offers: prefixes, and classes and properties with label, definition and count."""
    return jsonify(prefixes=prefixes(), classes=_terms(classes=True), properties=_terms(classes=False))


def send(answer: Answer) -> Response:
    """An answer in the format that the request asks for."""
    form = negotiate(request, offers(answer))
    return Response(answer.serialize(form), content_type=f"{offers(answer)[form]}; charset=utf-8")


def _asked() -> SparqlRequest:
    return protocol.read(request.method, request.query_string, request.content_type or "", request.get_data())


def _terms(classes: bool) -> list[dict[str, object]]:
    return [
        {"name": one.name, "label": one.label, "definition": one.definition, "count": one.count}
        for one in terms_in_use()
        if one.is_class == classes
    ]


def _begin(example: str | None) -> str:
    """The editor with an example, which is answered at once, or with the query to start from."""
    if not example:
        return page(beginning())
    named = service().library[example]
    text = as_example(named)
    return answered(SparqlRequest(text, (), (), None, None), engine().query(text), named)


def _help(text: str, wanted: str) -> str:
    """What the other buttons of the form do without a script: check the query, or add the evidence to it."""
    if wanted == "evidence":
        return page(with_evidence(text) or beginning(), said="The pattern was added; nothing was run yet.")
    found = _fault(text)
    return page(text, fault=found, said="" if found else "The query can be read. Nothing was run.")


def _fault(text: str) -> Fault | None:
    try:
        engine().query(text, default=[_NOTHING], named=[_NOTHING])
    except (QueryInvalid, ServiceRefused) as error:
        return fault_of(error, text, prefixes())
    return None
