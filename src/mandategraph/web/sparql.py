"""The SPARQL 1.1 Protocol, query operation; a page with a form for browsers."""

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Request, Response, render_template, request

from mandategraph.errors import QueryInvalid, RequestInvalid, UnsupportedMediaType
from mandategraph.store.engine import Answer
from mandategraph.web.negotiation import HTML, negotiate, offers
from mandategraph.web.service import engine
from mandategraph.web.terms import table

blueprint = Blueprint("sparql", __name__)
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
EXAMPLE = (Path(__file__).parent / "example.rq").read_text(encoding="utf-8").strip()


@dataclass(frozen=True)
class SparqlRequest:
    """A query of the protocol, read once and strictly."""

    text: str
    default: tuple[str, ...]
    named: tuple[str, ...]

    @classmethod
    def of(cls, request: Request) -> "SparqlRequest":
        """Read a request: exactly one query, in the URL, a form or the body.

        Raises RequestInvalid or UnsupportedMediaType.
        """
        source, queries = request.args, request.args.getlist("query")
        if request.method == "POST" and request.mimetype == DIRECT:
            queries = [*queries, _decoded(request.get_data())]
        elif request.method == "POST" and request.mimetype == FORM:
            source, queries = request.form, [*queries, *request.form.getlist("query")]
        elif request.method == "POST":
            given = request.mimetype or "no content type"
            raise UnsupportedMediaType(f"a POST with {given}; send the query as {DIRECT} or as query= in {FORM}")
        if len(queries) != 1:
            raise RequestInvalid(f"{len(queries)} queries in the request; send exactly one, as query= or as the body")
        return cls(queries[0], tuple(source.getlist("default-graph-uri")), tuple(source.getlist("named-graph-uri")))


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestInvalid(f"the body is not UTF-8 at byte {error.start}; send it as UTF-8") from error


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query, or show the form to a browser that asks none."""
    browser = request.accept_mimetypes.best_match(["application/sparql-results+json", "text/html"]) == "text/html"
    if browser and request.method == "GET" and "query" not in request.args:
        return Response(render_template("sparql.html", query=EXAMPLE))
    asked = SparqlRequest.of(request)
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
