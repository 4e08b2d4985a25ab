"""What travels between the web process and the workers: frames of a JSON header and a body."""

import json
import struct
from dataclasses import dataclass

_LENGTHS = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Job:
    """A query to evaluate, with all that decides what its answer looks like.

    `results` and `graphs` name the formats for rows or booleans and for triples; None means that the client takes none.
    """

    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    results: str | None = "json"
    graphs: str | None = "ntriples"
    base: str | None = None
    gzip: bool = False
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """An answer as bytes in `form`; one too large for the wire lies in `file`, which the receiver removes.

    `volatile` says that the same query may give another answer, `rows` how many rows or triples it has where that is
    known.
    """

    form: str
    volatile: bool
    rows: int | None
    gzip: bool
    size: int
    etag: str
    file: str | None = None
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of mandategraph.errors, by its code."""

    code: str
    message: str


def pack(message: Job | Result | Failure) -> bytes:
    """A message as a frame: the lengths of header and body, the header, the body."""
    values = {name: getattr(message, name) for name in message.__slots__}
    body: bytes = values.pop("body", b"")
    header = json.dumps(values).encode()
    return _LENGTHS.pack(len(header), len(body)) + header + body


class Unpacker:
    """Cuts a stream of bytes into the headers and bodies of whole frames."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, data: bytes) -> list[tuple[dict[str, object], bytes]]:
        """The frames that are complete with these bytes."""
        self._waiting += data
        found = []
        while (frame := self._next()) is not None:
            found.append(frame)
        return found

    def _next(self) -> tuple[dict[str, object], bytes] | None:
        start = _LENGTHS.size
        if len(self._waiting) < start:
            return None
        header, body = _LENGTHS.unpack_from(self._waiting)
        if len(self._waiting) < start + header + body:
            return None
        values = json.loads(self._waiting[start : start + header])
        content = bytes(self._waiting[start + header : start + header + body])
        del self._waiting[: start + header + body]
        return values, content
