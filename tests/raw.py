"""A client that sends bytes: what no library would send, over sockets that may stay half open, stall or vanish."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from client import Body

BODYLESS = {204, 304}
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


@dataclass(frozen=True)
class Answer(Body):
    """One answer; header names are in lower case, and `seconds` tells when it was complete."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float = 0.0

    @property
    def media(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


def request(
    target: str,
    *,
    method: str = "GET",
    headers: Sequence[tuple[str, str]] = (),
    body: bytes | None = None,
    host: str = "localhost",
    close: bool = True,
) -> bytes:
    """The bytes of a request; nothing is added but Host, Connection and the length of a body."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *(f"{name}: {value}" for name, value in headers)]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    if close:
        lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode("utf-8") + (body or b"")


def connect(base: str, *, source: str = "127.0.0.1", seconds: float = 30) -> socket.socket:
    """A connection to the server at `base`, from an address of this host."""
    found = urlsplit(base)
    return socket.create_connection((str(found.hostname), int(found.port or 80)), seconds, (source, 0))


def exchange(
    base: str, sent: bytes, *, source: str = "127.0.0.1", seconds: float = 30, half_close: bool = False
) -> tuple[list[Answer], bool]:
    """Send bytes and read until the server closes or the time is over: the answers, and whether it closed."""
    started, methods = time.monotonic(), [sent.split(b" ", 1)[0]]
    with connect(base, source=source, seconds=seconds) as link:
        with suppress(BrokenPipeError, ConnectionResetError):
            link.sendall(sent)
            if half_close:
                link.shutdown(socket.SHUT_WR)
        received, closed = read(link, seconds)
    return list(parse(received, methods, time.monotonic() - started)), closed


def read(link: socket.socket, seconds: float) -> tuple[bytes, bool]:
    """All bytes that come, and whether the server closed before the time was over."""
    received, end = bytearray(), time.monotonic() + seconds
    try:
        while (left := end - time.monotonic()) > 0:
            link.settimeout(left)
            if not (part := link.recv(1 << 16)):
                return bytes(received), True
            received += part
    except TimeoutError:
        return bytes(received), False
    except ConnectionResetError:
        return bytes(received), True
    return bytes(received), False


def parse(stream: bytes, methods: Sequence[bytes], seconds: float = 0.0) -> Iterator[Answer]:
    """The answers in a stream; a last one that is cut raises ValueError."""
    at = 0
    while stream:
        head, found, rest = stream.partition(b"\r\n\r\n")
        if not found:
            raise ValueError(f"half a head: {head[:200]!r}")
        first, *lines = head.decode("latin-1").split("\r\n")
        status, headers = int(first.split()[1]), _headers(lines)
        empty = methods[min(at, len(methods) - 1)] == b"HEAD" or status in BODYLESS or status < 200
        body, stream = (b"", rest) if empty else _body(headers, rest)
        at += status >= 200
        yield Answer(status, headers, body, seconds)


def _headers(lines: list[str]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        key = name.strip().lower()
        headers[key] = f"{headers[key]}, {value.strip()}" if key in headers else value.strip()
    return headers


def _body(headers: dict[str, str], rest: bytes) -> tuple[bytes, bytes]:
    if headers.get("transfer-encoding") == "chunked":
        return _chunks(rest)
    size = int(headers.get("content-length", len(rest)))
    if len(rest) < size:
        raise ValueError(f"{len(rest)} of {size} bytes: the answer was cut")
    return rest[:size], rest[size:]


def _chunks(rest: bytes) -> tuple[bytes, bytes]:
    body = bytearray()
    while True:
        line, found, rest = rest.partition(b"\r\n")
        size = int(line.partition(b";")[0] or b"0", 16)
        if not found or len(rest) < size + 2:
            raise ValueError(f"a chunk of {size} bytes was cut")
        body += rest[:size]
        rest = rest[size + 2 :]
        if not size:
            return bytes(body), rest


def send(
    base: str,
    target: str,
    *,
    method: str = "GET",
    headers: Sequence[tuple[str, str]] = (),
    body: bytes | None = None,
    host: str = "localhost",
    source: str = "127.0.0.1",
    seconds: float = 30,
) -> Answer:
    """Send one request and read its one final answer."""
    sent = request(target, method=method, headers=headers, body=body, host=host)
    answers, _ = exchange(base, sent, source=source, seconds=seconds)
    (answer,) = [answer for answer in answers if answer.status >= 200]
    return answer


def ask(
    base: str,
    query: str,
    *parameters: tuple[str, str],
    accept: str | None = None,
    source: str = "127.0.0.1",
    seconds: float = 30,
    headers: Sequence[tuple[str, str]] = (),
) -> Answer:
    """Send a query: by GET where it is short, else as the body of a POST."""
    extra = [*headers, *([("Accept", accept)] if accept is not None else [])]
    pairs = "&".join(f"{name}={quote(value, safe='')}" for name, value in parameters)
    if len(query) < 10_000:
        target = f"/sparql?query={quote(query, safe='')}" + (f"&{pairs}" if pairs else "")
        return send(base, target, headers=extra, source=source, seconds=seconds)
    target = "/sparql" + (f"?{pairs}" if pairs else "")
    typed = [*extra, ("Content-Type", DIRECT)]
    return send(base, target, method="POST", headers=typed, body=query.encode(), source=source, seconds=seconds)


def quick(base: str, source: str = "127.0.0.1") -> Answer:
    """A small query, never answered from a cache."""
    return ask(base, f"ASK {{}} # {time.monotonic_ns()}", source=source)


def together(count: int, work: Any) -> list[Any]:
    """Do the same work in many threads at once; it gets its number."""
    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(work, range(count)))


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """A port on which somebody listens, and what has been sent there: whoever is made to call it is found out."""
    calls: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = server.accept()
                    calls.append(b"called")
                    caller.close()

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], calls
        server.shutdown(socket.SHUT_RDWR)
