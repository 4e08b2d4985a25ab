"""The front door: an ASGI application that reads requests under limits and answers from the cache and the workers.

What it does not answer itself it hands to the Flask application, in a thread.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

from flask import Flask

from mandategraph.errors import MandategraphError, MethodNotAllowed
from mandategraph.store.attached import Attached
from mandategraph.store.generation import Generation
from mandategraph.store.line import Line, Turn
from mandategraph.store.pool import PATIENCE
from mandategraph.web import bridge, cache, endpoint
from mandategraph.web.cache import Cache
from mandategraph.web.exchange import READING, Reply, Request, bodyless, finish, not_modified, options, problem
from mandategraph.web.intake import Intake, Receive
from mandategraph.web.keeper import Keeper
from mandategraph.web.service import SERVED
from mandategraph.web.telemetry import AccessLog, Metrics

Send = Callable[[dict[str, Any]], Awaitable[None]]

_log = logging.getLogger(__name__)
METRICS, ALIVE, READY = OWN = ("/metrics", "/healthz", "/readyz")
"""The addresses that the door itself serves."""
_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"}
_PIECE = 1 << 18
SEND_SECONDS = 30.0
"""How long a client may take to read each piece of a large answer."""


class Disconnected(Exception):
    """The client has gone before its reply."""


class Door:
    """Serves the application over the graph that the keeper has in service."""

    def __init__(self, app: Flask, keeper: Keeper, log: AccessLog) -> None:
        settings = keeper.settings
        self._app, self._keeper, self._pool, self._log = app, keeper, keeper.pool, log
        self._intake = Intake(settings)
        self._cache = Cache(settings.cache << 20)
        self._metrics = Metrics(self._pool, self._cache)
        self._threads = ThreadPoolExecutor(settings.threads, "page")
        self._pages = Line(settings.threads, max(1, settings.threads - 1), settings.queue * 4)
        self._attached = Attached(settings.snapshots)
        self._version: tuple[str, int] = "", 0
        self.open = 0
        """How many requests are being answered."""

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        if scope["type"] != "http":
            return
        request = self._intake.head(scope)
        self.open += 1
        try:
            reply, cached = await self._reply(request, receive)
            status = 304 if not_modified(request, reply) else reply.status
            seconds = time.monotonic() - request.started
            self._log.note(request, reply, status, cached, seconds)
            self._metrics.note(request, reply, status, cached, seconds)
            await _send(send, request, reply, status)
        except Disconnected:
            self._log.note(request, Reply(499, [], outcome="disconnected"), 499, False, 0)
        finally:
            self.open -= 1

    async def _reply(self, request: Request, receive: Receive) -> tuple[Reply, bool]:
        """The reply, and whether it came from the cache."""
        try:
            await self._intake.body(request, receive)
            if (reply := self._own(request)) is not None:
                return finish(reply), False
            with self._pool.hold() as generation:
                return await self._cached(request, generation, receive)
        except MandategraphError as error:
            return finish(problem(error)), False
        except Disconnected:
            raise
        except Exception:  # noqa: BLE001 (the outermost handler: no request may end without a reply)
            _log.exception("request %s failed", request.id)
            return finish(
                problem(MandategraphError(f"this is a fault of the server; its log has it as {request.id}"))
            ), False

    def _own(self, request: Request) -> Reply | None:
        """Replies about the service itself, which need no graph. Raises MethodNotAllowed."""
        ours = request.path in OWN
        if request.method == "OPTIONS" or request.method not in _METHODS or (ours and not request.reads):
            allow = READING if ours else bridge.methods(self._app, request)
            if request.method == "OPTIONS":
                return options(allow, request.headers.get(b"access-control-request-headers"))
            raise MethodNotAllowed(f"{request.method[:20]} does nothing here; use {allow.decode()}", allow)
        if request.path == METRICS:
            return Reply(200, [(b"content-type", b"text/plain; version=0.0.4; charset=utf-8")], self._metrics.text())
        return self._keeper.health() if request.path == ALIVE else None

    async def _cached(self, request: Request, generation: Generation, receive: Receive) -> tuple[Reply, bool]:
        version = generation.version, self._attached.stamp
        if generation is self._pool.current and version != self._version:
            self._cache.clear()
            self._version = version
        key = cache.key(request)
        kept = self._cache.get(key) if version == self._version else None
        if kept is not None:
            return kept, True
        if request.path == READY:
            return finish(await self._keeper.readiness(generation)), False
        with self._noticing(receive):
            reply = finish(await self._answer(request, generation))
        if reply.keep and reply.stream is None and version == self._version:
            self._cache.put(key, reply)
        return reply, False

    async def _answer(self, request: Request, generation: Generation) -> Reply:
        if endpoint.takes(request):
            return await endpoint.answer(request, self._pool, generation)
        turn = Turn(request.client)
        await self._pages.enter(turn, self._pool.limits.wait)
        try:
            served: dict[str, object] = {SERVED: self._keeper.served(generation, request.client)}
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, bridge.call, self._app, request, served)
        finally:
            self._pages.release(turn)

    @contextmanager
    def _noticing(self, receive: Receive) -> Iterator[None]:
        """Give up work that lasts longer than a moment when its client goes away. Raises Disconnected."""
        loop, task, gone = asyncio.get_running_loop(), asyncio.current_task(), False
        watchers: list[asyncio.Task[None]] = []

        async def watch() -> None:
            nonlocal gone
            while (await receive())["type"] != "http.disconnect":
                pass
            gone = task is not None and task.cancel()

        timer = loop.call_later(PATIENCE, lambda: watchers.append(loop.create_task(watch())))
        try:
            yield
        except asyncio.CancelledError:
            if gone:
                raise Disconnected from None
            raise
        finally:
            timer.cancel()
            for watcher in watchers:
                watcher.cancel()


async def _send(send: Send, request: Request, reply: Reply, status: int) -> None:
    headers = bodyless(reply) if status == 304 else reply.headers
    headers = [*headers, (b"x-request-id", request.id.encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    bare = status == 304 or request.method == "HEAD"
    if bare or (reply.stream is None and len(reply.body) <= _PIECE):
        await send({"type": "http.response.body", "body": b"" if bare else reply.body})
    else:
        await _send_pieces(send, reply)
    if reply.stream is not None:
        reply.stream.close()


async def _send_pieces(send: Send, reply: Reply) -> None:
    """Send a large body no faster than the client reads it; one that reads nothing is left, its connection closed."""
    held = (reply.body[start : start + _PIECE] for start in range(0, len(reply.body), _PIECE))
    with suppress(TimeoutError):
        for piece in reply.stream or held:
            async with asyncio.timeout(SEND_SECONDS):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
