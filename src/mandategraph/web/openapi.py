"""The OpenAPI 3.1 document of the JSON API, made from the questions' signatures and the classes of their answers."""

from functools import cache
from typing import Any

import msgspec
from apispec import APISpec

from mandategraph import __version__
from mandategraph.explore.catalogue import FUNCTIONS, Function, Parameter
from mandategraph.explore.export import FORMATS, Asked
from mandategraph.web.problems import PROBLEM

_REF = "#/components/schemas/{name}"
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "Names the culprit and the remedy"},
    },
}
_STATUSES = {
    "400": "A parameter is unknown, missing or not of its kind, or a name is ambiguous",
    "404": "A thing that is asked for is not in the graph; the nearest names are told",
    "406": "The answer does not come in that format",
    "429": "Too many requests of this client",
    "503": "Busy: Retry-After says when to come again",
    "504": "The question took longer than it may",
}


@cache
def document() -> dict[str, Any]:
    """The document; the same for the life of the program."""
    spec = APISpec(
        title="mandategraph",
        version=__version__,
        openapi_version="3.1.0",
        info={"description": "Walk the relationships: each answer with the paragraph for every step."},
    )
    answers = [known.answer for known in FUNCTIONS.values()]
    _, components = msgspec.json.schema_components([Asked, *answers], ref_template=_REF)
    for name, schema in components.items():
        spec.components.schema(name, schema)
    spec.components.schema("Problem", _PROBLEM)
    for known in FUNCTIONS.values():
        spec.path(f"/api/{known.name}", operations={"get": _operation(known)})
    found: dict[str, Any] = spec.to_dict()
    return found


def _operation(known: Function) -> dict[str, Any]:
    refused = {"description": "", "content": {PROBLEM: {"schema": {"$ref": _REF.format(name="Problem")}}}}
    return {
        "operationId": known.name,
        "summary": known.help,
        "parameters": [*(_parameter(parameter) for parameter in known.parameters.values()), _FORMAT],
        "responses": {
            "200": {"description": "The answer", "content": _content(known)},
            **{status: refused | {"description": text} for status, text in _STATUSES.items()},
        },
    }


def _content(known: Function) -> dict[str, Any]:
    names = {"asked": "Asked", "answer": known.answer.__name__}
    whole = {
        "type": "object",
        "required": list(names),
        "properties": {part: {"$ref": _REF.format(name=name)} for part, name in names.items()},
    }
    schemas = {"json": whole, "jsonld": {}}
    return {media: {"schema": schemas.get(name, {"type": "string"})} for name, media in FORMATS.items()}


def _parameter(known: Parameter) -> dict[str, Any]:
    schema = {key: value for key, value in msgspec.json.schema(known.type).items() if key != "description"}
    if known.default is not None:
        schema["default"] = known.default
    return {"name": known.name, "in": "query", "required": known.required, "description": known.help, "schema": schema}


_FORMAT = {
    "name": "format",
    "in": "query",
    "required": False,
    "description": "The format, instead of an Accept header",
    "schema": {"type": "string", "enum": list(FORMATS)},
}
