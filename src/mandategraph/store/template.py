"""The template process: it loads the graph once and forks a worker for each socket that it is handed.

A fork costs milliseconds and shares the graph's memory, so killing a worker is cheap. This process stays
single-threaded, parses no query, and tells of each end of a worker. generation.py starts it, with a socket as standard
input, over which the orders come first.
"""

import gc
import gzip
import json
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, cast

from pyoxigraph import DefaultGraph, RdfFormat, Store

from mandategraph.errors import RequestInvalid
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.lifeline import close_network, die_with, limit_memory
from mandategraph.store.worker import Bounds, work


@dataclass(frozen=True)
class Source:
    """The graph to answer from: a file to read into memory, or the folder of a store that each worker opens."""

    path: str
    in_memory: bool
    prefixes: dict[str, str]
    statements: int | None = None
    """How many a file has to hold, where that is known."""


@dataclass(frozen=True)
class Orders:
    """All that a template needs to know; `memory` is in bytes a worker."""

    source: Source
    memory: int
    bounds: Bounds

    def line(self) -> bytes:
        """As one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> "Orders":
        """Read what line() wrote."""
        values = json.loads(line)
        return cls(Source(**values["source"]), values["memory"], Bounds(**values["bounds"]))


def read(path: Path) -> Store:
    """An RDF file, plain or gzipped, as a store in memory; graphs as the file has them.

    Raises RequestInvalid for a file that cannot be read or parsed.
    """
    form = RdfFormat.from_extension((Path(path.stem) if path.suffix == ".gz" else path).suffix.removeprefix("."))
    if form is None:
        raise RequestInvalid(f"{path}: not a known kind of file; give one like data.trig, .nq, .ttl, .nt or .rdf")
    store = Store()
    try:
        if path.suffix == ".gz":
            with gzip.open(path) as stream:
                store.bulk_load(input=cast(IO[bytes], stream), format=form)
        else:
            store.bulk_load(path=str(path), format=form)
    except (OSError, SyntaxError) as error:
        raise RequestInvalid(f"{path}: {error}; mend the file or give another") from error
    return store


def _in_memory(source: Source) -> EmbeddedEngine:
    store, plain = read(Path(source.path)), Store()
    if source.statements not in (None, len(store)):
        raise RequestInvalid(
            f"{source.path}: holds {len(store):,} statements, not {source.statements:,}; build it anew"
        )
    plain.bulk_extend(store.quads_for_pattern(None, None, None, DefaultGraph()))
    return EmbeddedEngine(store, source.prefixes, plain)


def serve(control: socket.socket, orders: Orders) -> None:
    """Fork a worker for each socket that comes over `control`, until it is closed; report pids and ends of workers."""
    source = orders.source
    engine = _in_memory(source) if source.in_memory else None
    signal.signal(signal.SIGCHLD, lambda *_: _reap(control))
    gc.collect()
    gc.freeze()
    control.sendall(b"ready\n")
    while True:
        received, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not received:
            return
        link = socket.socket(fileno=descriptors[0])
        template = os.getpid()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        child = os.fork()
        if child == 0:
            _become_worker(template, control, link, engine, orders)
        control.sendall(b"forked %d\n" % child)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        link.close()


def _reap(control: socket.socket) -> None:
    with suppress(ChildProcessError, BrokenPipeError, ConnectionResetError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            control.sendall(b"ended %d %d\n" % ended)


def _become_worker(
    template: int, control: socket.socket, link: socket.socket, engine: EmbeddedEngine | None, orders: Orders
) -> None:
    """Answer jobs, and never return."""
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        control.close()
        die_with(template)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        engine = engine or EmbeddedEngine.open(Path(orders.source.path), orders.source.prefixes)
        close_network()
        limit_memory(orders.memory)
        work(link, engine, orders.bounds)
        status = 0
    finally:
        os._exit(status)


def main() -> int:
    """Serve the orders that come first; the argument is the pid of the parent. One that reads no graph tells why."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    die_with(int(sys.argv[1]))
    control = socket.socket(fileno=0)
    line = b""
    while not line.endswith(b"\n"):
        line += control.recv(1 << 16)
    try:
        serve(control, Orders.of(line))
    except ConnectionError:
        return 0
    except RequestInvalid as error:
        control.sendall(f"failed {error}\n".encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
