"""The engine that asks the pool, for handlers that run in threads beside its event loop."""

import asyncio
from collections.abc import Generator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from mandategraph.store.answer import EngineAnswer
from mandategraph.store.generation import Generation
from mandategraph.store.pool import Pool
from mandategraph.store.wire import Job, Result

_PIECE = 1 << 18
_ROWS = "tsv"
"""The format of rows and booleans on their way here: as exact as JSON, a third shorter, and read faster."""


class PooledEngine:
    """An engine for one client, on one generation: all its answers come from one version of the graph."""

    def __init__(self, pool: Pool, generation: Generation, client: str, prefixes: Mapping[str, str]) -> None:
        self._pool, self._generation, self._client, self._prefixes = pool, generation, client, prefixes
        self._loop = asyncio.get_running_loop()

    def query(self, text: str, *, default: Sequence[str] = (), named: Sequence[str] = ()) -> EngineAnswer:
        """See Engine.query; raises also what Pool.ask raises. Not for the thread of the event loop."""
        job = Job(text, tuple(default), tuple(named), results=_ROWS)
        asked = self._pool.ask(job, self._client, self._generation)
        return _parsed(asyncio.run_coroutine_threadsafe(asked, self._loop).result(), self._prefixes)


def _parsed(result: Result, prefixes: Mapping[str, str]) -> EngineAnswer:
    body = b"".join(chunks(result))
    if result.form == _ROWS:
        return EngineAnswer(parse_query_results(body, format=QueryResultsFormat.TSV), prefixes)
    return EngineAnswer([quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES)], prefixes)


def chunks(result: Result) -> Generator[bytes]:
    """The body of a result piece by piece; its file has no name from now on, and ends with the generator."""
    if result.file is None:
        return _pieces(BytesIO(result.body))
    path = Path(result.file)
    file = path.open("rb")
    path.unlink()
    return _pieces(file)


def _pieces(file: IO[bytes]) -> Generator[bytes]:
    with file:
        while chunk := file.read(_PIECE):
            yield chunk
