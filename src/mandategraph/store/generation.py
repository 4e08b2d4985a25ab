"""One version of the graph in service: its template process and the workers forked from it."""

import asyncio
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import cast

from mandategraph.errors import RequestInvalid
from mandategraph.store.template import Orders, Source
from mandategraph.store.wire import Failure, Job, Result, Unpacker, pack
from mandategraph.store.worker import Bounds


class WorkerLost(Exception):
    """The worker ended before it answered."""


class Worker(asyncio.Protocol):
    """A worker process; jobs may be sent before it is known by its pid."""

    def __init__(self) -> None:
        self.status: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        """Resolved, when the process has ended, with its wait status."""
        self._pid: int | None = None
        self._killed = False
        self._frames: Unpacker[Result | Failure] = Unpacker(Result | Failure)  # type: ignore[arg-type]
        self._answer: asyncio.Future[Result | Failure] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        for answer in self._frames.feed(data):
            if self._answer and not self._answer.done():
                self._answer.set_result(answer)

    def connection_lost(self, _error: Exception | None) -> None:
        self._killed = True
        if self._answer and not self._answer.done():
            self._answer.set_exception(WorkerLost())

    @property
    def usable(self) -> bool:
        """Whether it may be given a job."""
        return not self._killed

    def ask(self, job: Job) -> "asyncio.Future[Result | Failure]":
        """Send a job; the future raises WorkerLost where the worker ends before it answers."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(pack(job))
        return self._answer

    def born(self, pid: int) -> None:
        """Learn the pid."""
        self._pid = pid
        if self._killed:
            self.kill()

    def ended(self, status: int) -> None:
        """Learn that the process has ended and is gone."""
        self._pid, self._killed = None, True
        if not self.status.done():
            self.status.set_result(status)

    def kill(self) -> None:
        """End the process at once."""
        self._killed = True
        if self._pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
        if self._transport:
            self._transport.abort()


class Generation(asyncio.Protocol):
    """A template and its workers; `version` names the graph that they answer from."""

    def __init__(self, version: str, places: int) -> None:
        self.version = version
        self.users = 0
        """How many requests hold on to this generation."""
        self.lost = asyncio.Event()
        """Set when the template has ended."""
        self._places = places
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._unborn: list[Worker] = []
        self._workers: dict[int, Worker] = {}
        self._idle: list[Worker] = []
        self._lines = b""

    async def start(self, source: Source, memory: int, bounds: Bounds) -> None:
        """Start the processes. Raises RequestInvalid where the graph cannot be read."""
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "mandategraph.store.template", str(os.getpid())]
        self._process = await asyncio.create_subprocess_exec(*command, stdin=theirs.fileno())
        theirs.close()
        self._control = ours
        try:
            ours.sendall(Orders(source, memory, bounds).line())
            ours.setblocking(False)
            await asyncio.get_running_loop().create_unix_connection(lambda: self, sock=ours.dup())
            await self._ready
            for _ in range(self._places):
                await self._fork()
            await self._idle[-1].ask(Job("ASK {}"))
        except (OSError, WorkerLost) as error:
            raise RequestInvalid(f"{source.path}: the processes that read it died; build it anew") from error

    def data_received(self, data: bytes) -> None:
        *lines, self._lines = (self._lines + data).split(b"\n")
        for line in lines:
            event, _, rest = line.partition(b" ")
            if event == b"ready":
                self._ready.set_result(None)
            elif event == b"failed":
                self._ready.set_exception(RequestInvalid(rest.decode()))
            elif event == b"forked":
                self._workers[int(rest)] = self._unborn.pop(0)
                self._workers[int(rest)].born(int(rest))
            elif event == b"ended":
                pid, status = map(int, rest.split())
                self._workers.pop(pid).ended(status)

    def connection_lost(self, _error: Exception | None) -> None:
        self._control.close()
        if not self._ready.done():
            self._ready.set_exception(WorkerLost())
        for worker in (*self._unborn, *self._workers.values()):
            worker.ended(signal.SIGKILL)
        self.lost.set()

    async def _fork(self) -> None:
        ours, theirs = socket.socketpair()
        worker = Worker()
        self._unborn.append(worker)
        try:
            socket.send_fds(self._control, [b"f"], [theirs.fileno()])
        except OSError as error:
            raise WorkerLost from error
        finally:
            theirs.close()
        await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=ours)
        self._idle.append(worker)

    async def take(self) -> Worker:
        """A worker for one job; give it back or kill it. Raises WorkerLost where the template has ended."""
        while True:
            if self.lost.is_set():
                raise WorkerLost
            if not self._idle:
                await self._fork()
            worker = self._idle.pop()
            if worker.usable:
                return worker

    def give_back(self, worker: Worker) -> None:
        """Let a worker take the next job."""
        if worker.usable:
            self._idle.append(worker)

    async def stop(self) -> None:
        """End all processes."""
        for worker in (*self._unborn, *self._workers.values()):
            worker.kill()
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
