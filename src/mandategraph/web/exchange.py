"""A request and a reply as the front door sees them, and what every reply gets: validators, CORS, security headers."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from werkzeug.http import parse_etags, unquote_etag

from mandategraph.errors import MandategraphError, MethodNotAllowed
from mandategraph.web import problems

Headers = list[tuple[bytes, bytes]]

READING = b"GET, HEAD, OPTIONS"
"""The methods of what can only be read."""
_EVERY: Headers = [
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"Content-Disposition, Content-Range, ETag, Repr-Digest, Retry-After, X-Request-ID",
    ),
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        b"frame-ancestors 'none'",
    ),
    (b"referrer-policy", b"same-origin"),
    (b"server", b"mandategraph"),
    (b"vary", b"Accept, Accept-Encoding"),
    (b"x-content-type-options", b"nosniff"),
]
_KEPT_BY_304 = {b"etag", b"cache-control", b"content-location", b"vary", b"x-request-id"}


@dataclass(slots=True)
class Request:
    """A request with its body read; header names are in lower case, the path is as it was sent."""

    id: str
    method: str
    scheme: str
    path: str
    query: bytes
    headers: dict[bytes, bytes]
    client: str
    started: float
    body: bytes = b""

    def header(self, name: bytes) -> str | None:
        """The text of a header; None where there is none."""
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")

    @property
    def reads(self) -> bool:
        """Whether the method is GET or HEAD."""
        return self.method in ("GET", "HEAD")


class Stream(Protocol):
    """Pieces of a body; close() has to be called at the end, whether they were read or not."""

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None: ...


@dataclass(slots=True)
class Reply:
    """A reply; `stream` gives the chunks of a body too large for memory, of `size` bytes.

    `keep` says that the same request has the same reply, within a version; `rows`, `outcome` and `fingerprint` are for
    the log.
    """

    status: int
    headers: Headers
    body: bytes = b""
    stream: Stream | None = None
    size: int | None = None
    keep: bool = False
    rows: int | None = None
    outcome: str = "ok"
    fingerprint: str | None = None
    etag: str | None = None


def problem(error: MandategraphError) -> Reply:
    """The reply to an error of ours, for programs."""
    headers = [(b"content-type", problems.PROBLEM.encode()), (b"cache-control", b"no-store")]
    if error.retry_after:
        headers.append((b"retry-after", str(error.retry_after).encode()))
    if isinstance(error, MethodNotAllowed):
        headers.append((b"allow", error.allowed))
    body = problems.body(error.status, error.code, error.title, str(error))
    return Reply(error.status, headers, body, outcome=error.code)


def finish(reply: Reply) -> Reply:
    """Add what every reply has; one that may be kept has a tag, its own or one of its bytes (RFC 9110, 8.8.3)."""
    names = dict(reply.headers)
    if reply.keep and reply.etag is None:
        own, _ = unquote_etag(names.get(b"etag", b"").decode("latin-1"))
        reply.etag = own or hashlib.blake2b(reply.body, digest_size=12).hexdigest()
    if reply.etag and b"etag" not in names:
        reply.headers.append((b"etag", f'"{reply.etag}"'.encode()))
    if b"cache-control" not in names:
        reply.headers.append((b"cache-control", b"no-cache" if reply.keep else b"no-store"))
    if b"content-length" not in names:
        size = len(reply.body) if reply.size is None else reply.size
        reply.headers.append((b"content-length", str(size).encode()))
    reply.headers += [pair for pair in _EVERY if pair[0] not in names]
    return reply


def not_modified(request: Request, reply: Reply) -> bool:
    """Whether the client has these very bytes (RFC 9110, 13.1.2: weak comparison)."""
    known = request.headers.get(b"if-none-match")
    if known is None or reply.etag is None or not request.reads:
        return False
    return parse_etags(known.decode("latin-1")).contains_weak(reply.etag)


def bodyless(reply: Reply) -> Headers:
    """The headers of a 304 for a reply."""
    return [pair for pair in reply.headers if pair[0] in _KEPT_BY_304 or pair[0].startswith(b"access-control-")]


def options(allow: bytes, asked: bytes | None) -> Reply:
    """The reply to OPTIONS: the methods there are, also as CORS asks for them (Fetch standard)."""
    headers = [
        (b"allow", allow),
        (b"access-control-allow-methods", allow),
        (b"access-control-allow-headers", asked or b"Accept, Content-Type, If-None-Match, If-Range, Range"),
        (b"access-control-max-age", b"86400"),
    ]
    return Reply(204, headers)
