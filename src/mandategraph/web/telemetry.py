"""What the service tells of itself: a line of JSON for each request, and numbers for Prometheus."""

import time
from functools import lru_cache
from typing import TextIO

import msgspec
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from mandategraph.store.pool import Pool
from mandategraph.web.cache import Cache
from mandategraph.web.exchange import Reply, Request

_PLACES = ("sparql", "queries", "id", "resource", "ontology", "graphs", "dumps", "api", "static", "healthz", "readyz")


class AccessLog:
    """Lines of JSON, written in batches by flush()."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._lines: list[str] = []

    def note(self, request: Request, reply: Reply, status: int, cached: bool, seconds: float) -> None:
        """Note one request: a query by its fingerprint, never by its text."""
        if self._stream is None:
            return
        line = {
            "time": round(time.time(), 3),
            "id": request.id,
            "client": request.client,
            "method": request.method,
            "path": request.path[:200],
            "query": reply.fingerprint,
            "status": status,
            "ms": round(seconds * 1000, 2),
            "bytes": len(reply.body) if reply.size is None else reply.size,
            "rows": reply.rows,
            "outcome": reply.outcome,
            "cache": "hit" if cached else "miss",
        }
        self._lines.append(msgspec.json.encode(line).decode())

    def flush(self) -> None:
        """Write what is noted."""
        if self._stream and self._lines:
            lines, self._lines = self._lines, []
            self._stream.write("\n".join(lines) + "\n")
            self._stream.flush()


class Metrics:
    """Counters of requests, and gauges that look at the pool and the cache when they are read."""

    def __init__(self, pool: Pool, cache: Cache) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "mandategraph_requests", "Requests, by place, status and whether the cache had the reply.",
            ("place", "status", "cache"), registry=self._registry,
        )  # fmt: skip
        self._outcomes = Counter(
            "mandategraph_outcomes", "How requests ended: ok, or the code of the problem.", ("outcome",),
            registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "mandategraph_request_seconds", "Seconds until the reply was ready.", ("place",), registry=self._registry,
            buckets=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30),
        )  # fmt: skip
        for name, text, read in (
            ("workers_busy", "Workers that evaluate a query.", lambda: pool.line.held),
            ("queries_waiting", "Queries that wait for a worker.", lambda: pool.line.waiting),
            ("cache_bytes", "Bytes of kept replies.", lambda: cache.size),
            ("cache_replies", "Kept replies.", lambda: len(cache)),
        ):
            Gauge(f"mandategraph_{name}", text, registry=self._registry).set_function(read)

    def note(self, request: Request, reply: Reply, status: int, cached: bool, seconds: float) -> None:
        """Count one request."""
        first = request.path[1:].partition("/")[0]
        place = first if first in _PLACES else "other"
        count, outcome, histogram = self._children(place, status, cached, reply.outcome)
        count.inc()
        outcome.inc()
        histogram.observe(seconds)

    @lru_cache(maxsize=4096)  # noqa: B019 (there is one Metrics, for the life of the process)
    def _children(self, place: str, status: int, cached: bool, outcome: str) -> tuple[Counter, Counter, Histogram]:
        return (
            self._requests.labels(place, str(status), "hit" if cached else "miss"),
            self._outcomes.labels(outcome),
            self._seconds.labels(place),
        )

    def text(self) -> bytes:
        """All numbers in the format of Prometheus."""
        return generate_latest(self._registry)
