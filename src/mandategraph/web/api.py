"""The JSON API: every question under /api/<name>, and its description for programs."""

from flask import Blueprint, Response, jsonify, request

from mandategraph.explore.catalogue import FUNCTIONS, Function, function
from mandategraph.explore.export import FORMATS, asked, export
from mandategraph.web import openapi
from mandategraph.web.negotiation import negotiate
from mandategraph.web.protocol import parameters
from mandategraph.web.service import graph

blueprint = Blueprint("api", __name__)


@blueprint.get("/api")
def api() -> Response:
    """The questions there are, each with its address and parameters."""
    return jsonify(questions=[_listed(known) for known in FUNCTIONS.values()], description="/api/openapi.json")


@blueprint.get("/api/openapi.json")
def description() -> Response:
    """The OpenAPI 3.1 document."""
    return jsonify(openapi.document())


@blueprint.get("/api/<name>")
def answer(name: str) -> Response:
    """The answer to one question, in one of the formats of explore.export."""
    question, given = function(name), _given()
    form = negotiate(request, FORMATS)
    asking = graph()
    found = question.call(asking, given)
    body = export(found, asked(asking, question, given), form)
    return Response(body, content_type=f"{FORMATS[form]}; charset=utf-8")


def _given() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, text in parameters(request.query_string, "the URL"):
        if name != "format":
            found.setdefault(name, []).append(text)
    return found


def _listed(known: Function) -> dict[str, object]:
    return {
        "name": known.name,
        "answers": known.help,
        "url": f"/api/{known.name}",
        "parameters": {
            parameter.name: {"help": parameter.help, "required": parameter.required, "choices": parameter.choices}
            for parameter in known.parameters.values()
        },
    }
