"""How the server ends, and what becomes of its processes: none is left, one that dies is replaced."""

import os
import signal
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from conftest import Server
from raw import ask, connect, quick, send, together

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != %d) }"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of some thousand triples."""
    path = tmp_path_factory.mktemp("endings") / "data.ttl"
    path.write_text("".join(f"<urn:s{at}> <urn:p> {at} .\n" for at in range(3000)), encoding="utf-8")
    return path


def running(port: int) -> dict[int, int]:
    """The processes of the server on a port, and their parents."""
    wanted, found = f"MANDATEGRAPH_PORT={port}".encode(), {}
    for folder in Path("/proc").iterdir():
        with suppress(OSError, IndexError, ValueError):
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if fields[0] != "Z":
                    found[int(folder.name)] = int(fields[1])
    return found


def test_nothing_is_left_when_the_server_ends(start: Server, data: Path) -> None:
    """By SIGTERM or SIGKILL in the midst of slow queries, and by SIGINT without."""
    cases = [(signal.SIGTERM, 10), (signal.SIGKILL, 10), (signal.SIGINT, 0)]
    ended = together(len(cases), lambda at: _end(start, data, *cases[at]))
    assert [left for _, left in ended] == [{}, {}, {}]
    assert max(seconds for seconds, _ in ended) < 10


def _end(start: Server, data: Path, ending: signal.Signals, queries: int) -> tuple[float, dict[int, int]]:
    """How long a server takes to end, and what is left of it."""
    with start("--data", str(data), "--timeout", "60", "--wait", "60") as base:
        port = int(urlsplit(base).port or 0)
        (supervisor,) = [pid for pid, parent in running(port).items() if parent == os.getpid()]
        for at in range(queries):
            threading.Thread(target=_ignoring, args=(base, at), daemon=True).start()
        time.sleep(1)
        assert len(running(port)) >= 4
        started = time.monotonic()
        os.kill(supervisor, ending)
        while (running(port) or _answers(base)) and time.monotonic() - started < 12:
            time.sleep(0.05)
        assert not _answers(base)
        return time.monotonic() - started, running(port)


def _answers(base: str) -> bool:
    """Whether anybody takes a connection: a process that ends loses its environment before its sockets."""
    with suppress(OSError), connect(base):
        return True
    return False


def _ignoring(base: str, at: int) -> None:
    with suppress(OSError, ValueError):
        ask(base, SLOW % at)


def test_a_quick_end_without_work(start: Server, data: Path) -> None:
    with start("--data", str(data)) as base:
        port = int(urlsplit(base).port or 0)
        (supervisor,) = [pid for pid, parent in running(port).items() if parent == os.getpid()]
        with ExitStack() as stack:
            for _ in range(20):
                stack.enter_context(connect(base))
            started = time.monotonic()
            os.kill(supervisor, signal.SIGTERM)
            while running(port) and time.monotonic() - started < 10:
                time.sleep(0.05)
            assert time.monotonic() - started < 5


@pytest.mark.parametrize("victim", ["mandategraph.web", "mandategraph.store.template"])
def test_a_process_that_dies_is_replaced(start: Server, data: Path, victim: str) -> None:
    with start("--data", str(data)) as base:
        port = int(urlsplit(base).port or 0)
        oldest = min(pid for pid in running(port) if victim.encode() in Path(f"/proc/{pid}/cmdline").read_bytes())
        os.kill(oldest, signal.SIGKILL)
        end, answered = time.monotonic() + 10, False
        while not answered and time.monotonic() < end:
            with suppress(OSError, ValueError):
                answered = quick(base).status == 200
            time.sleep(0.1)
        assert answered
        assert [send(base, target).status for target in ("/healthz", "/readyz")] == [200, 200]
