"""Which format a client gets: a table of offers and the library's matcher."""

from collections.abc import Mapping
from functools import lru_cache

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header
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

_OTHER_NAMES = {"json-ld": "jsonld", "rdf+xml": "rdfxml", "xml": "rdfxml", "n3": "turtle"}
"""What clients such as SPARQLWrapper call formats in format=."""


def offers(answer: Answer) -> dict[str, str]:
    """The formats an answer comes in, by name."""
    return GRAPH_FORMATS if answer.is_graph else RESULT_FORMATS


def negotiate(request: Request, offered: Mapping[str, str]) -> str:
    """The name of the format to send: `format=` if given, else by Accept with q-values and wildcards, else the first.

    Raises NotAcceptable, naming what is offered.
    """
    wanted, accept = request.values.get("format"), request.headers.get("Accept")
    found = choose(accept, wanted, tuple(offered.items()))
    if found is None:
        raise not_acceptable(accept, wanted, offered)
    return found


def not_acceptable(accept: str | None, wanted: str | None, offered: Mapping[str, str]) -> NotAcceptable:
    """The error that says what was asked for and what is offered."""
    if wanted is not None:
        return NotAcceptable(f"format={wanted!r} is not offered here; ask for one of {', '.join(offered)}")
    return NotAcceptable(f"Accept: {accept} fits none of {', '.join(offered.values())}")


@lru_cache(maxsize=1024)
def choose(accept: str | None, wanted: str | None, offered: tuple[tuple[str, str], ...]) -> str | None:
    """As negotiate(), of pairs of name and media type; None where nothing fits."""
    formats = dict(offered)
    if wanted is not None:
        return next((name for name in (wanted, _OTHER_NAMES.get(wanted)) if name in formats), None)
    accepted = MIMEAccept(
        (value.partition(";")[0].strip(), quality) for value, quality in parse_accept_header(accept, MIMEAccept)
    )
    if not accepted:
        return next(iter(formats))
    types = {media: name for name in formats for media in _ALSO.get(name, ())} | {
        media: name for name, media in formats.items()
    }
    best = accepted.best_match([*formats.values(), *types])
    return None if best is None else types[best]


@lru_cache(maxsize=1024)
def takes_gzip(accept_encoding: str | None) -> bool:
    """Whether an Accept-Encoding header lets gzip through (RFC 9110, 12.5.3); no header means plain."""
    return bool(accept_encoding) and parse_accept_header(accept_encoding)["gzip"] > 0


def prefers_html(accept: str | None) -> bool:
    """Whether a client would rather have a page than SPARQL results: a browser."""
    return choose(accept, None, (("json", RESULT_FORMATS["json"]), ("html", HTML["html"]))) == "html"
