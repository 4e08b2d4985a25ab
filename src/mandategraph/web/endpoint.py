"""SPARQL for programs, answered by the front door itself: from the request to a worker and back."""

import hashlib

from mandategraph.errors import NotAcceptable
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS
from mandategraph.store.generation import Generation
from mandategraph.store.pool import Pool
from mandategraph.store.pooled import chunks
from mandategraph.store.wire import Job, Result
from mandategraph.web import protocol
from mandategraph.web.exchange import Reply, Request
from mandategraph.web.negotiation import choose, not_acceptable, prefers_html, takes_gzip

PATH = "/sparql"
_RESULTS, _GRAPHS = tuple(RESULT_FORMATS.items()), tuple(GRAPH_FORMATS.items())
_TYPES = {form: f"{media}; charset=utf-8".encode() for form, media in (*_RESULTS, *_GRAPHS)}


def takes(request: Request) -> bool:
    """Whether a request is a query of a program; a bare GET, and browsers, get pages or the service description."""
    asks = request.method == "POST" or (request.reads and request.query)
    return bool(asks) and request.path == PATH and not prefers_html(request.header(b"accept"))


async def answer(request: Request, pool: Pool, generation: Generation) -> Reply:
    """Evaluate the query of a request. Raises the errors of protocol.read and Pool.ask, and NotAcceptable."""
    content_type = request.header(b"content-type") or ""
    asked = protocol.read(request.method, request.query, content_type, request.body)
    accept = request.header(b"accept")
    results, graphs = choose(accept, asked.form, _RESULTS), choose(accept, asked.form, _GRAPHS)
    if results is None and graphs is None:
        raise not_acceptable(accept, asked.form, RESULT_FORMATS | GRAPH_FORMATS)
    limit = pool.limits.seconds
    job = Job(
        asked.text,
        asked.default,
        asked.named,
        results,
        graphs,
        base=f"{request.scheme}://{request.header(b'host') or 'localhost'}{PATH}",
        gzip=takes_gzip(request.header(b"accept-encoding")),
        seconds=limit if asked.seconds is None else min(asked.seconds, limit),
    )
    try:
        reply = _reply(await pool.ask(job, request.client, generation))
    except NotAcceptable:
        if results and graphs:
            raise
        raise not_acceptable(accept, asked.form, GRAPH_FORMATS if graphs is None else RESULT_FORMATS) from None
    reply.fingerprint = fingerprint(asked.text)
    return reply


def fingerprint(text: str) -> str:
    """A short name of a query, for the log: the same for the same text, and nothing of the text in it."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _reply(result: Result) -> Reply:
    headers = [(b"content-type", _TYPES[result.form])]
    if result.gzip:
        headers.append((b"content-encoding", b"gzip"))
    keep = not result.volatile
    reply = Reply(200, headers, result.body, size=result.size, keep=keep, rows=result.rows)
    reply.etag = result.etag if keep else None
    if result.file:
        reply.stream = chunks(result)
    return reply
