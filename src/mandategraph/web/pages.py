"""The plain pages: home, questions, ontology."""

from dataclasses import asdict
from pathlib import Path

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from mandategraph.queries import NamedQuery
from mandategraph.store.engine import GRAPH_FORMATS
from mandategraph.vocabulary import MG, PREFIXES
from mandategraph.web.negotiation import HTML, negotiate, offers
from mandategraph.web.ontology import terms
from mandategraph.web.service import engine, served, service
from mandategraph.web.sparql import send
from mandategraph.web.terms import grouped, table

blueprint = Blueprint("pages", __name__)
_TURTLE = (Path(__file__).parent / "ontology_turtle.rq").read_text(encoding="utf-8")


@blueprint.get("/")
def home() -> str:
    """What this is, and five questions."""
    found = served().snapshot
    manifest = found.manifest if found else None
    questions = service().library.examples() if manifest else []
    return render_template("home.html", manifest=manifest, questions=questions)


@blueprint.get("/queries")
def queries() -> Response:
    """The library of named queries: a page by group for people, JSON for programs."""
    if negotiate(request, HTML | {"json": "application/json"}) == "html":
        groups = grouped((query.group, query) for query in service().library)
        return Response(render_template("queries.html", groups=groups))
    return jsonify(queries=[_listed(query) for query in service().library])


def _listed(query: NamedQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "title": query.title,
        "group": query.group,
        "description": query.description,
        "url": url_for("pages.query", name=query.name, _external=True),
        "parameters": [asdict(parameter) for parameter in query.parameters],
    }


@blueprint.get("/queries/<name>")
def query(name: str) -> Response:
    """A named query, run with the parameters of the URL."""
    named = service().library[name]
    given = {key: text for key, text in request.args.items() if text and key != "format"}
    answer = named.run(engine(), given)
    if negotiate(request, HTML | offers(answer)) != "html":
        return send(answer)
    return Response(
        render_template("query.html", query=named, given=given, table=table(answer), formats=[*offers(answer)])
    )


@blueprint.get("/ontology")
def ontology() -> Response:
    """The ontology: a page for people, RDF for programs."""
    form = negotiate(request, HTML | GRAPH_FORMATS)
    if form != "html":
        body = engine().query(_TURTLE).serialize(form)
        return Response(body, content_type=f"{GRAPH_FORMATS[form]}; charset=utf-8")
    return Response(render_template("ontology.html", terms=terms(engine()), prefixes=PREFIXES, mg=MG))
