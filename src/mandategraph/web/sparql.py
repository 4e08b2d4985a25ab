"""SPARQL for browsers: the form, and answers as tables; programs are answered by the endpoint (endpoint.py)."""

from pathlib import Path

from flask import Blueprint, Response, render_template, request

from mandategraph.errors import QueryInvalid
from mandategraph.store.engine import Answer
from mandategraph.web import protocol
from mandategraph.web.description import describe_service
from mandategraph.web.negotiation import HTML, negotiate, offers, prefers_html
from mandategraph.web.service import engine
from mandategraph.web.terms import table

blueprint = Blueprint("sparql", __name__)
EXAMPLE = (Path(__file__).parent / "example.rq").read_text(encoding="utf-8").strip()


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, show the form to a browser and describe the service to a program."""
    browser = prefers_html(request.headers.get("Accept"))
    if browser and request.method == "GET" and "query" not in request.args:
        return Response(render_template("sparql.html", query=EXAMPLE))
    if request.method == "GET" and not request.query_string:
        return describe_service()
    asked = protocol.read(request.method, request.query_string, request.content_type or "", request.get_data())
    try:
        answer = engine().query(asked.text, default=asked.default, named=asked.named)
    except QueryInvalid as error:
        if not browser:
            raise
        return Response(render_template("sparql.html", query=asked.text, error=str(error)), error.status)
    if negotiate(request, offers(answer) | HTML) != "html":
        return send(answer)
    return Response(render_template("sparql.html", query=asked.text, table=table(answer), formats=[*offers(answer)]))


def send(answer: Answer) -> Response:
    """An answer in the format that the request asks for."""
    form = negotiate(request, offers(answer))
    return Response(answer.serialize(form), content_type=f"{offers(answer)[form]}; charset=utf-8")
