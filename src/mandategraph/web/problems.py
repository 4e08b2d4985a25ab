"""The one place that turns errors into HTTP: application/problem+json (RFC 9457), or a page for a browser."""

from flask import Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from mandategraph.errors import MandategraphError

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def report(error: MandategraphError) -> Response:
    """The response to an error of ours."""
    return _response(error.status, error.code, error.title, str(error))


def report_http(error: HTTPException) -> Response:
    """The response to an error of Flask's: no such page, wrong method, our own fault."""
    status = error.code or 500
    name = error.name.lower().replace(" ", "-")
    allowed = sorted(getattr(error, "valid_methods", None) or ())
    details = {
        404: f"there is no page {request.path}; / lists what there is",
        405: f"{request.method} does nothing on {request.path}; use {', '.join(allowed)}",
    }
    response = _response(status, name, error.name, details.get(status, str(error.description)))
    if allowed:
        response.headers["Allow"] = ", ".join(allowed)
    return response


def _response(status: int, code: str, title: str, detail: str) -> Response:
    if request.accept_mimetypes.best_match(["application/problem+json", "text/html"]) == "text/html":
        return Response(render_template("problem.html", status=status, title=title, detail=detail), status)
    response = jsonify(type=f"urn:mandategraph:problem:{code}", title=title, status=status, detail=detail)
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def harden(response: Response) -> Response:
    """Security headers, on every response."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Vary", "Accept")
    return response
