"""A served tree of real processes, and clients of it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from conftest import ROOT, free_port

T = TypeVar("T")
SPARQL = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}


@dataclass(frozen=True)
class Answer:
    """A whole answer."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of SPARQL results in JSON, each by the values of its columns."""
        found = json.loads(self.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]


class Client:
    """One client with one connection, made anew after a failure; `source` is the address that the service sees."""

    def __init__(self, port: int, source: str = "127.0.0.1", patience: float = 15) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, patience, source_address=(source, 0))

    def get(self, path: str, accept: str = "*/*") -> Answer:
        """Raises OSError or HTTPException where no whole answer comes."""
        return self._send("GET", path, None, {"Accept": accept})

    def ask(self, query: str) -> Answer:
        """A SPARQL query; raises as get()."""
        return self._send("POST", "/sparql", query.encode(), SPARQL)

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        try:
            self._connection.request(method, path, body, headers)
            reply = self._connection.getresponse()
            return Answer(reply.status, reply.headers, reply.read())
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        self._connection.close()


class Service:
    """`server.py` over a folder of snapshots, on a free port, with all its processes; as many files as is usual."""

    def __init__(self, snapshots: Path, folder: Path, *arguments: str) -> None:
        self.port, self.snapshots, self.spool = free_port(), snapshots, folder / "spool"
        self.spool.mkdir(parents=True, exist_ok=True)
        self._marker = f"TMPDIR={self.spool}"
        environment = os.environ | {"MANDATEGRAPH_SNAPSHOTS": str(snapshots), "TMPDIR": str(self.spool)}
        self._log = folder / "log"
        command = [sys.executable, str(ROOT / "server.py"), "--port", str(self.port), "--access-log", "", *arguments]
        command = ["/bin/sh", "-c", 'ulimit -S -n 1024; exec "$@"', "sh", *command]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)

    def __enter__(self) -> "Service":
        try:
            until(self.answers, 30, "the service to answer")
        except BaseException:
            self.process.kill()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        until(lambda: not self.family(), 10, "the processes to end")

    @property
    def log(self) -> str:
        """All that it has printed."""
        return self._log.read_text(encoding="utf-8")

    def answers(self, path: str = "/readyz") -> bool:
        """Whether an address gives 200 to a new connection."""
        client = Client(self.port, "127.0.0.9")
        try:
            return client.get(path).status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            client.close()

    def version(self) -> str | None:
        """The version that /healthz names; fails where it does not say that the service is alive."""
        client = Client(self.port, "127.0.0.9")
        answer = client.get("/healthz")
        client.close()
        assert answer.status == 200
        version: str | None = json.loads(answer.body)["version"]
        return version

    def end(self) -> float:
        """Send SIGTERM and wait; gives the seconds that it took. Fails where the exit code is not 0."""
        begun = time.monotonic()
        self.process.terminate()
        assert self.process.wait(20) == 0
        return time.monotonic() - begun

    def web(self) -> list[int]:
        """The web process, while there is one."""
        return _children(self.process.pid, "mandategraph.web")

    def templates(self) -> list[int]:
        """The template processes."""
        return [child for web in self.web() for child in _children(web, "mandategraph.store.template")]

    def workers(self) -> list[int]:
        """The worker processes of all templates."""
        return [child for template in self.templates() for child in _children(template, "")]

    def family(self) -> list[int]:
        """All living processes that were started with this service's environment, whoever their parent is now."""
        return [int(path.name) for path in Path("/proc").glob("[0-9]*") if self._belongs(int(path.name))]

    def _belongs(self, pid: int) -> bool:
        return self._marker in _read(pid, "environ").split("\0")

    def memory(self) -> int:
        """Bytes that the family holds, what is shared counted once."""
        lines = [line.split() for pid in self.family() for line in _read(pid, "smaps_rollup").splitlines()]
        return sum(int(line[1]) * 1024 for line in lines if line[0] == "Pss:")


def _children(pid: int, module: str) -> list[int]:
    children = map(int, _read(pid, f"task/{pid}/children").split())
    return [child for child in children if not module or module in _read(child, "cmdline").split("\0")]


def _read(pid: int, name: str) -> str:
    """A file of a process; empty where it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8", errors="replace")
    return ""


def kill(pid: int) -> None:
    """SIGKILL, unless it has ended already."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def until(told: Callable[[], T], seconds: float, what: str, pause: float = 0.01) -> T:
    """Wait until something is so, and give what tells it; fails after so many seconds."""
    end = time.monotonic() + seconds
    while not (found := told()):
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(pause)
    return found


@contextmanager
def crowd(port: int, count: int, opening: bytes, source: str) -> Iterator[list[socket.socket]]:
    """So many open connections from one address, each of which has sent the opening."""
    sockets: list[socket.socket] = []
    try:
        for _ in range(count):
            sockets.append(socket.create_connection(("127.0.0.1", port), 10, (source, 0)))
            sockets[-1].sendall(opening)
        yield sockets
    finally:
        for opened in sockets:
            opened.close()
