"""Which format a client gets: a table of offers and the library's matcher."""

from collections.abc import Mapping

from werkzeug.datastructures import MIMEAccept
from werkzeug.wrappers import Request

from mandategraph.errors import NotAcceptable
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS, Answer

HTML = {"html": "text/html"}
_ALSO = {
    "json": ("application/json",),
    "xml": ("application/xml",),
    "turtle": ("application/x-turtle",),
    "ntriples": ("text/plain",),
    "jsonld": ("application/json",),
}
"""Media types that also stand for a format, less specific than its own."""


def offers(answer: Answer) -> dict[str, str]:
    """The formats an answer comes in, by name."""
    return GRAPH_FORMATS if answer.is_graph else RESULT_FORMATS


def negotiate(request: Request, offered: Mapping[str, str]) -> str:
    """The name of the format to send: `format=` if given, else by Accept with q-values and wildcards, else the first.

    Raises NotAcceptable, naming what is offered.
    """
    wanted = request.values.get("format")
    if wanted is not None:
        if wanted in offered:
            return wanted
        raise NotAcceptable(f"format={wanted!r} is not offered here; ask for one of {', '.join(offered)}")
    accept = MIMEAccept((value.partition(";")[0].strip(), quality) for value, quality in request.accept_mimetypes)
    if not accept:
        return next(iter(offered))
    types = {media: name for name in offered for media in _ALSO.get(name, ())} | {
        media: name for name, media in offered.items()
    }
    best = accept.best_match([*offered.values(), *types])
    if best is None:
        raise NotAcceptable(f"Accept: {request.headers['Accept']} fits none of {', '.join(offered.values())}")
    return types[best]
