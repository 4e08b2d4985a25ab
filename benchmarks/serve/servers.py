"""The servers that are compared: how each is started on which data, when it is ready, and how it is ended."""

import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import processes

HOST = "127.0.0.1"
OURS, OXIGRAPH, RDFLIB = "mandategraph", "oxigraph", "rdflib-endpoint"
COMMAND = Path(sys.executable).with_name("mandategraph")
ADDRESS_SPACE = 12 << 30
_PATHS = {OURS: "/sparql", OXIGRAPH: "/query", RDFLIB: "/"}
_PATIENCE = 300


@dataclass(frozen=True)
class Data:
    """The same quads for each server: as a file, as a store of Oxigraph, and for ours perhaps as a snapshot."""

    file: Path
    store: Path
    snapshots: Path | None = None


class Server:
    """A server from its start, until it is ready, to its end: use it in a `with`."""

    def __init__(self, peer: str, data: Data, programs: Path, *, timeout: int = 0, guarded: bool = False) -> None:
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port: int = free.getsockname()[1]
        self.peer = peer
        self.url = f"http://{HOST}:{self.port}{_PATHS[peer]}"
        self._command = _command(peer, data, programs, self.port, timeout)
        self._guarded = guarded

    def __enter__(self) -> "Server":
        before = _guard if self._guarded else None
        self.process = subprocess.Popen(
            self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=before
        )
        give_up = time.monotonic() + _PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > give_up:
                self.__exit__()
                raise SystemExit(f"{self.peer} did not start: {' '.join(self._command)}")
            time.sleep(0.1)
        return self

    def __exit__(self, *_: object) -> None:
        children = {child: processes.started(child) for child in processes.family(self.process.pid)[1:]}
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for child, start in children.items():
            if start and processes.started(child) == start:
                os.kill(child, signal.SIGKILL)

    def answers(self) -> bool:
        """Whether it answers a query now."""
        try:
            with urllib.request.urlopen(f"{self.url}?query=ASK%20%7B%7D", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


def _command(peer: str, data: Data, programs: Path, port: int, timeout: int) -> list[str]:
    if peer == OURS:
        source = ["--snapshots", str(data.snapshots)] if data.snapshots else ["--data", str(data.file)]
        return [str(COMMAND), "serve", *source, "--port", str(port)]
    if peer == OXIGRAPH:
        limit = ["--timeout-s", str(timeout)] if timeout else []
        where = ["--location", str(data.store), "--bind", f"{HOST}:{port}"]
        return [str(programs / "oxigraph"), "serve-read-only", *where, *limit]
    return [str(programs / "rdflib-endpoint"), "serve", "--host", HOST, "--port", str(port), str(data.file)]


def _guard() -> None:
    """Whatever it is asked, no process of a server may take the memory of the whole machine."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
