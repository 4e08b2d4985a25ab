"""Where queries of strangers are parsed and evaluated: a worker answers one job after the other, and may be killed.

A worker is forked by the template process (template.py), so that all workers share the graph in memory.
"""

import gzip
import hashlib
import re
import socket
import tempfile
from dataclasses import dataclass

from mandategraph.errors import AnswerTooLarge, MandategraphError, MemoryExceeded, NotAcceptable
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS
from mandategraph.store.lifeline import limit_processor
from mandategraph.store.wire import Failure, Job, Result, Unpacker, pack

_GZIP_FROM = 1024
_QUOTED = re.compile(rb'"(?:[^"]|"")*"')
_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Bounds:
    """What bounds an answer: bytes in all, and bytes that travel by the wire and not in a file of `spool`."""

    answer: int
    wire: int
    spool: str


def work(link: socket.socket, engine: EmbeddedEngine, bounds: Bounds) -> None:
    """Answer jobs until the other end closes the link."""
    jobs = Unpacker(Job)
    while data := link.recv(_CHUNK):
        for job in jobs.feed(data):
            link.sendall(pack(_answer(job, engine, bounds)))


def _answer(job: Job, engine: EmbeddedEngine, bounds: Bounds) -> Result | Failure:
    if job.seconds is not None:
        limit_processor(job.seconds + 1)
    try:
        return evaluate(job, engine, bounds)
    except MandategraphError as error:
        return Failure(error.code, str(error))
    except MemoryError:
        return Failure(MemoryExceeded.code, "the answer does not fit in the memory of a worker; ask for less of it")


def evaluate(job: Job, engine: EmbeddedEngine, bounds: Bounds) -> Result:
    """Evaluate a job. Raises the errors of Engine.query, NotAcceptable and AnswerTooLarge."""
    answer = engine.query(job.text, default=job.default, named=job.named, base=job.base)
    form = job.graphs if answer.is_graph else job.results
    if form is None:
        offered = GRAPH_FORMATS if answer.is_graph else RESULT_FORMATS
        raise NotAcceptable(f"this answer comes as {', '.join(offered.values())}; accept one of them")
    body = answer.serialize(form)
    if form in ("xml", "rdfxml") and _NOT_IN_XML.search(body):
        raise NotAcceptable("the answer holds a character that XML does not allow; ask for another format")
    if len(body) > bounds.answer:
        raise AnswerTooLarge(
            f"the answer has {len(body):,} bytes, over the {bounds.answer:,} that this server sends; use LIMIT and "
            "OFFSET, ask for fewer columns, or take the whole dump"
        )
    rows, zipped = count(body, form), job.gzip and len(body) >= _GZIP_FROM
    if zipped:
        body = gzip.compress(body, 4, mtime=0)
    etag = hashlib.blake2b(body, digest_size=12).hexdigest()
    if len(body) <= bounds.wire:
        return Result(form, answer.volatile, rows, zipped, len(body), etag, None, body)
    with tempfile.NamedTemporaryFile(dir=bounds.spool, delete=False) as file:
        file.write(body)
    return Result(form, answer.volatile, rows, zipped, len(body), etag, file.name)


def count(body: bytes, form: str) -> int | None:
    """How many rows or triples a serialized answer has; None where its format does not tell.

    >>> count(b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"a"}},{},{}]}}', "json")
    3
    >>> count(b'x,y\\r\\n"two\\r\\nlines",1\\r\\n', "csv")
    1
    """
    if form == "json":
        empty = b'"bindings":[]' in body or b'"boolean":' in body[:64]
        return 0 if empty else 1 + body.count(b'"}},{') + body.count(b"{},")
    if form == "csv":
        return max(0, _QUOTED.sub(b"", body).count(b"\n") - 1)
    if form == "xml":
        return body.count(b"<result>")
    return {"tsv": max(0, body.count(b"\n") - 1), "ntriples": body.count(b"\n")}.get(form)
