"""How the front door reads a request: its client, and its body under a limit of size and time."""

import asyncio
import itertools
import re
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any

from mandategraph.errors import HeadersTooLarge, RequestInvalid, RequestTooLarge, RequestTooSlow
from mandategraph.settings import Settings
from mandategraph.web.exchange import Request

Receive = Callable[[], Awaitable[dict[str, Any]]]

_HOST = re.compile(r"([\w.-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?", re.ASCII)
_HEAD = 16 << 10
"""Bytes of headers that are read."""
_DRAINED = 64
"""How many times the largest body is read and thrown away, so that the client gets to read the refusal."""


class Intake:
    """Reads requests within the limits of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._largest = settings.max_request * 1024
        self._seconds = settings.body_timeout
        self._proxies = {name.strip() for name in settings.proxies.split(",") if name.strip()}
        self._prefix, self._numbers = secrets.token_hex(4), itertools.count(1)

    def head(self, scope: dict[str, Any]) -> Request:
        """A request without its body."""
        headers: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            headers[name] = headers[name] + b", " + value if name in headers else value
        if not headers.get(b"host") and scope["http_version"] in ("1", "1.0"):
            headers[b"host"] = b"localhost"
        peer = scope["client"][0] if scope.get("client") else "unknown"
        scheme = scope["scheme"]
        if peer in self._proxies:
            peer = headers.get(b"x-forwarded-for", b"").decode("latin-1").rpartition(",")[2].strip()[:64] or peer
            scheme = "https" if headers.get(b"x-forwarded-proto") == b"https" else scheme
        path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
        number = f"{self._prefix}-{next(self._numbers):x}"
        return Request(number, scope["method"], scheme, path, scope["query_string"], headers, peer, time.monotonic())

    async def body(self, request: Request, receive: Receive) -> None:
        """Read the body into the request.

        Raises RequestInvalid, HeadersTooLarge, RequestTooLarge or RequestTooSlow.
        """
        headers = request.headers
        _check_head(request)
        if b"content-length" not in headers and b"transfer-encoding" not in headers:
            return
        if b"expect" in headers and int(headers.get(b"content-length", b"0")) > self._largest:
            raise self._too_large()
        try:
            async with asyncio.timeout(self._seconds):
                request.body = await self._read(receive)
        except TimeoutError:
            raise RequestTooSlow(f"the body did not arrive within {self._seconds:g} s; send it faster") from None

    async def _read(self, receive: Receive) -> bytes:
        parts, size, more = [], 0, True
        while more and size <= self._largest * _DRAINED:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RequestInvalid("the body broke off, or its chunks are malformed; send it whole")
            part, more = message.get("body", b""), message.get("more_body", False)
            size += len(part)
            if size <= self._largest:
                parts.append(part)
        if size > self._largest:
            raise self._too_large()
        return b"".join(parts)

    def _too_large(self) -> RequestTooLarge:
        return RequestTooLarge(f"the body has over {self._largest:,} bytes; send a shorter query")


def _check_head(request: Request) -> None:
    if sum(len(name) + len(value) for name, value in request.headers.items()) > _HEAD:
        raise HeadersTooLarge(f"the headers have over {_HEAD:,} bytes; send fewer or shorter ones")
    host = request.header(b"host")
    if not _HOST.fullmatch(host or ""):
        raise RequestInvalid("the Host header is not the name of a host; send the one in the address")
