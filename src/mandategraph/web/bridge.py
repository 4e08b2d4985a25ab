"""From the front door to the WSGI application: environ, a thread, and the reply (PEP 3333)."""

import gzip
import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, cast
from urllib.parse import unquote_to_bytes

from flask import Flask

from mandategraph.web.exchange import READING, Reply, Request, Stream
from mandategraph.web.negotiation import takes_gzip

_WHOLE = 1 << 20
"""Bytes up to which a body is held whole, and so may be kept; a larger one is passed on piece by piece."""
_GZIP_FROM = 1024
_WORTH_GZIP = (b"text/", b"application/json", b"application/ld+json", b"application/rdf+xml", b"image/svg")


def call(app: Flask, request: Request, extra: dict[str, object]) -> Reply:
    """Let the application answer; HEAD is asked as GET, the door leaves out the body."""
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
        started[:] = status, headers
        return lambda _: None

    chunks = app(_environ(request) | extra, start_response)
    status, headers = started
    reply = Reply(
        int(status.split()[0]), [(name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in headers]
    )
    _take_body(reply, chunks)
    reply.keep = reply.status == 200 and request.reads and reply.stream is None
    reply.outcome = "ok" if reply.status < 400 else "refused" if reply.status < 500 else "failed"
    if reply.keep and takes_gzip(request.header(b"accept-encoding")):
        _zip(reply)
    return reply


def methods(app: Flask, request: Request) -> bytes:
    """The methods that an address knows, for Allow."""
    adapter = app.url_map.bind("")
    known = adapter.allowed_methods(unquote_to_bytes(request.path).decode("utf-8", "replace"))
    return ", ".join(sorted(known)).encode() or READING


def _environ(request: Request) -> dict[str, Any]:
    host, _, port = (request.header(b"host") or "localhost").rpartition(":")
    headers = {
        f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}": value.decode("latin-1")
        for name, value in request.headers.items()
        if name not in (b"content-type", b"content-length")
    }
    return headers | {
        "REQUEST_METHOD": "GET" if request.method == "HEAD" else request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query.decode("latin-1"),
        "CONTENT_TYPE": request.header(b"content-type") or "",
        "CONTENT_LENGTH": str(len(request.body)),
        "SERVER_NAME": host or "localhost",
        "SERVER_PORT": port if port.isdigit() else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": request.client,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _take_body(reply: Reply, chunks: Iterable[bytes]) -> None:
    """Read a body that may be held whole; a larger one stays a stream, which the door closes."""
    size = int(dict(reply.headers).get(b"content-length", b"0"))
    if size > _WHOLE:
        reply.stream, reply.size = cast(Stream, chunks), size
        return
    reply.body = b"".join(chunks)
    close = getattr(chunks, "close", None)
    if close:
        close()


def _zip(reply: Reply) -> None:
    headers = dict(reply.headers)
    if len(reply.body) < _GZIP_FROM or b"content-encoding" in headers:
        return
    if headers.get(b"content-type", b"").startswith(_WORTH_GZIP):
        reply.body = gzip.compress(reply.body, 5, mtime=0)
        reply.headers = [pair for pair in reply.headers if pair[0] not in (b"content-length", b"etag")]
        reply.headers.append((b"content-encoding", b"gzip"))
