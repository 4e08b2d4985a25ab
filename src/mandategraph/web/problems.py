"""The one place that turns errors into HTTP: application/problem+json (RFC 9457), or a page for a browser."""

import json

from flask import Response, render_template, request
from werkzeug.exceptions import HTTPException, RequestedRangeNotSatisfiable

from mandategraph.errors import MandategraphError

PROBLEM = "application/problem+json"
_LONGEST = 1000
"""Characters of detail, which may quote what a client sent."""


def body(status: int, code: str, title: str, detail: str) -> bytes:
    """A problem document."""
    if len(detail) > _LONGEST:
        detail = detail[:_LONGEST] + " …"
    values = {"type": f"urn:mandategraph:problem:{code}", "title": title, "status": status, "detail": detail}
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def report(error: MandategraphError) -> Response:
    """The response to an error of ours."""
    response = _response(error.status, error.code, error.title, str(error))
    if error.retry_after:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def report_http(error: HTTPException) -> Response:
    """The response to an error of Flask's: no such page, wrong method, our own fault."""
    status = error.code or 500
    name = error.name.lower().replace(" ", "-")
    allowed = sorted(getattr(error, "valid_methods", None) or ())
    details = {
        404: f"there is no page {request.path}; the home page leads to all there are",
        405: f"{request.method} does nothing on {request.path}; use {', '.join(allowed)}",
    }
    response = _response(status, name, error.name.capitalize(), details.get(status, str(error.description)))
    if allowed:
        response.headers["Allow"] = ", ".join(allowed)
    if isinstance(error, RequestedRangeNotSatisfiable):
        response.headers["Content-Range"] = f"{error.units} */{error.length}"
    return response


def _response(status: int, code: str, title: str, detail: str) -> Response:
    if request.accept_mimetypes.best_match([PROBLEM, "text/html"]) == "text/html":
        return Response(render_template("problem.html", status=status, title=title, detail=detail), status)
    return Response(body(status, code, title, detail), status, content_type=PROBLEM)
