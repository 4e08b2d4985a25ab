"""What travels between the web process and the workers: frames of MessagePack, each behind its length."""

import struct
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")

_LENGTH = struct.Struct(">I")


class Job(msgspec.Struct, frozen=True, array_like=True):
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


class Result(msgspec.Struct, frozen=True, array_like=True, tag=True):
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


class Failure(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """An error of mandategraph.errors, by its code."""

    code: str
    message: str


_ENCODER = msgspec.msgpack.Encoder()


def pack(message: Job | Result | Failure) -> bytes:
    """A message as a frame."""
    content = _ENCODER.encode(message)
    return _LENGTH.pack(len(content)) + content


class Unpacker(Generic[T]):
    """Cuts a stream of bytes into messages of one type."""

    def __init__(self, kind: type[T]) -> None:
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._waiting = bytearray()

    def feed(self, data: bytes) -> list[T]:
        """The messages that are complete with these bytes."""
        self._waiting += data
        found = []
        while len(self._waiting) >= _LENGTH.size:
            end = _LENGTH.size + _LENGTH.unpack_from(self._waiting)[0]
            if len(self._waiting) < end:
                break
            found.append(self._decoder.decode(bytes(self._waiting[_LENGTH.size : end])))
            del self._waiting[:end]
        return found
