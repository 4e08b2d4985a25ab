"""Queries under limits: each waits its turn, runs in a worker that may be killed, and says what it broke if it was."""

import asyncio
import logging
import os
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mandategraph import errors
from mandategraph.errors import (
    Busy,
    EngineCrashed,
    MandategraphError,
    MemoryExceeded,
    QueryFailed,
    QueryTimeout,
    RequestInvalid,
)
from mandategraph.store.generation import Generation, Worker, WorkerLost
from mandategraph.store.line import Line, Turn
from mandategraph.store.template import Source
from mandategraph.store.wire import Failure, Job, Result
from mandategraph.store.worker import Bounds

_log = logging.getLogger(__name__)
_PAUSE = 0.2
PATIENCE = 0.5
"""Seconds after which a query is slow (see line.py)."""
_CODES = {
    known.code: known
    for known in vars(errors).values()
    if isinstance(known, type) and issubclass(known, MandategraphError) and known is not errors.SourceInvalid
}


@dataclass(frozen=True)
class Limits:
    """What queries may take: workers, of which one client has at most `share`; seconds to run and to wait; bytes."""

    workers: int
    share: int
    room: int
    seconds: float
    wait: float
    memory: int
    bounds: Bounds


@dataclass(eq=False)
class _Query(Turn):
    """A query on its way; `worker` has it while it runs."""

    worker: Worker | None = None
    verdict: MandategraphError | None = None
    """Why its worker was killed; None where it only has to give up its place."""
    preempted: bool = False
    timer: asyncio.TimerHandle | None = None


class Pool:
    """Answers jobs from the generation in service; a generation that is replaced answers those who hold on to it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.line = Line(limits.workers, limits.share, limits.room)
        self._current: Generation | None = None
        self._changed = asyncio.Event()
        self._keepers: set[asyncio.Task[None]] = set()

    @property
    def current(self) -> Generation | None:
        """The generation in service; None while there is none."""
        return self._current

    async def use(self, version: str, source: Source) -> None:
        """Put a graph into service; the one before it ends when nobody holds on to it. Raises RequestInvalid."""
        generation = await self._start(version, source)
        self._switch(generation)
        self._keep(self._replace_when_lost(generation, source))

    async def _start(self, version: str, source: Source) -> Generation:
        generation = Generation(version, self.limits.workers)
        try:
            await generation.start(source, self.limits.memory, self.limits.bounds)
        except BaseException:
            await generation.stop()
            raise
        return generation

    def _switch(self, generation: Generation | None) -> None:
        old, self._current = self._current, generation
        self._changed.set()
        self._changed = asyncio.Event()
        if old and not old.users:
            self._keep(old.stop())

    async def _replace_when_lost(self, generation: Generation, source: Source) -> None:
        await generation.lost.wait()
        while self._current is generation:
            try:
                new = await self._start(generation.version, source)
            except RequestInvalid as error:
                _log.warning("the process that holds the graph is started once more: %s", error)
                await asyncio.sleep(_PAUSE)
                continue
            if self._current is generation:
                self._switch(new)
                self._keep(self._replace_when_lost(new, source))

    def _keep(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._keepers.add(task)
        task.add_done_callback(self._keepers.discard)

    @contextmanager
    def hold(self) -> Iterator[Generation]:
        """Hold on to the generation in service, so that several answers come from one version. Raises Busy."""
        generation = self._current
        if generation is None:
            raise Busy("the graph is being loaded; come back in a moment")
        generation.users += 1
        try:
            yield generation
        finally:
            generation.users -= 1
            if not generation.users and generation is not self._current:
                self._keep(generation.stop())

    async def ask(self, job: Job, client: str, generation: Generation) -> Result:
        """Evaluate a job for a client; where somebody else ended the worker, once more.

        Raises the error that the job led to, or TooManyRequests, Busy, QueryTimeout, MemoryExceeded, EngineCrashed.
        """
        try:
            return await self._ask(job, client, generation)
        except WorkerLost:
            if generation.lost.is_set() and generation is self._current:
                await self._change()
        with self.hold() as again:
            if again.version != generation.version:
                raise Busy("the graph was replaced meanwhile; ask again")
            try:
                return await self._ask(job, client, again)
            except WorkerLost:
                if again.lost.is_set():
                    raise Busy("the graph is being loaded; come back in a moment") from None
                raise EngineCrashed("the worker died twice on this query; simplify it, or try again") from None

    async def _change(self) -> None:
        try:
            async with asyncio.timeout(self.limits.wait):
                await self._changed.wait()
        except TimeoutError:
            raise Busy("the graph is being loaded; come back later") from None

    async def _ask(self, job: Job, client: str, generation: Generation) -> Result:
        query = _Query(client)
        while True:
            await self.line.enter(query, self.limits.wait)
            answer = await self._run(query, job, generation)
            if isinstance(answer, Failure):
                raise _CODES.get(answer.code, QueryFailed)(answer.message)
            if answer is not None:
                return answer

    async def _run(self, query: _Query, job: Job, generation: Generation) -> Result | Failure | None:
        """The answer, or None where the query had to give up its place."""
        try:
            worker = await generation.take()
        except WorkerLost:
            self.line.release(query)
            raise
        query.worker, query.verdict, query.preempted = worker, None, False
        self._watch(query, job)
        answer = None
        try:
            answer = await worker.ask(job)
        except WorkerLost:
            if query.preempted:
                return None
            raise query.verdict or await _cause(worker) from None
        finally:
            assert query.timer is not None
            query.timer.cancel()
            self._release(query, generation, reuse=answer is not None and not query.slow)
        return answer

    def _watch(self, query: _Query, job: Job) -> None:
        loop, seconds = asyncio.get_running_loop(), job.seconds or self.limits.seconds
        if query.slow or seconds <= PATIENCE:
            query.timer = loop.call_later(seconds, self._end, query, seconds)
        else:
            query.timer = loop.call_later(PATIENCE, self._become_slow, query, seconds)

    def _become_slow(self, query: _Query, seconds: float) -> None:
        assert query.worker is not None
        if self.line.slow_down(query):
            query.timer = asyncio.get_running_loop().call_later(seconds - PATIENCE, self._end, query, seconds)
        else:
            query.preempted = True
            query.worker.kill()

    def _end(self, query: _Query, seconds: float) -> None:
        assert query.worker is not None
        query.verdict = QueryTimeout(
            f"the query ran longer than {seconds:g} s; make it more selective, add LIMIT, or split it"
        )
        query.worker.kill()

    def _release(self, query: _Query, generation: Generation, reuse: bool) -> None:
        """Give the worker back, or end it; its place is free when its memory is."""
        assert query.worker is not None
        if reuse:
            generation.give_back(query.worker)
            self.line.release(query)
        else:
            query.worker.kill()
            self._keep(self._bury(query, query.worker))

    async def _bury(self, query: _Query, worker: Worker) -> None:
        await asyncio.wait({worker.status}, timeout=5)
        self.line.release(query)

    async def stop(self) -> None:
        """End all processes."""
        generation, self._current = self._current, None
        if generation:
            await generation.stop()


async def _cause(worker: Worker) -> Exception:
    """The error that tells why a worker ended; WorkerLost where it was not the query's fault."""
    await asyncio.wait({worker.status}, timeout=2)
    status = worker.status.result() if worker.status.done() else signal.SIGKILL
    if not os.WIFSIGNALED(status) or os.WTERMSIG(status) == signal.SIGKILL:
        return WorkerLost()
    if os.WTERMSIG(status) == signal.SIGABRT:
        return MemoryExceeded("the query needed more memory than a worker has; make it more selective, or sort less")
    if os.WTERMSIG(status) == signal.SIGXCPU:
        return QueryTimeout("the query used more processor time than it may; make it more selective, or split it")
    return EngineCrashed("the engine crashed on this query; it may nest too deeply: write it flatter")
