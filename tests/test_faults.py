"""Faults: processes killed under load, clients that dawdle.

Bounds of time are for a busy machine of two cores: where the service is to be back within 2 s, the median of all cases
is held to that, and a single case to LATEST.
"""

import random
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from http.client import HTTPException
from pathlib import Path
from statistics import median

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from askers import Load, percentile
from builds import named
from harbour import write_harbour
from mandategraph.schema import Schema
from mandategraph.store import snapshot
from mandategraph.store.snapshot import Snapshot
from served import Answer, Client, Service, crowd, kill, until
from small import answers, build_quietly, quads, use_rule_table

KILLS, TEMPLATE_KILLS = 50, 10
SOON, LATEST = 2, 6
LABELS = "SELECT ?label {{ ?thing rdfs:label ?label }} ORDER BY ?label # {}"
JOIN = "SELECT (COUNT(*) AS ?n) {{ ?a a ?b . ?c a ?b . ?c rdfs:label ?d }} # {}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
Judge = Callable[[Client, int], tuple[Answer, str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A small graph."""
    root = tmp_path_factory.mktemp("harbour")
    with pytest.MonkeyPatch.context() as monkeypatch:
        use_rule_table(monkeypatch)
        return build_quietly(write_harbour(root / "sources", named("A")), root / "var")


@pytest.fixture(scope="module")
def judges(built: Snapshot) -> list[Judge]:
    """A task for each of two queries, whose answers are compared with those of the engine in this process."""

    def judge(query: str) -> Judge:
        known = answers(built, query.format(0))

        def ask(client: Client, number: int) -> tuple[Answer, str]:
            answer = client.ask(query.format(number))
            right = answer.status != 200 or sorted(tuple(row.values()) for row in answer.rows) == known
            return answer, "" if right else f"other rows: {answer.body!r}"

        return ask

    return [judge(LABELS), judge(JOIN)]


def serve(root: Path, folder: Path, *arguments: str) -> Service:
    """A service with two workers that gives up on a query after two seconds."""
    return Service(root, folder, "--workers", "2", "--timeout", "2", *arguments)


def assert_ends(service: Service) -> None:
    """After SIGTERM no process and no file of the service is left."""
    assert service.end() < 10
    assert service.family() == []
    assert list(service.spool.iterdir()) == []


def wait_for_answer(load: Load, since: float) -> float:
    """The seconds from a moment until a request that was sent after it has its right answer."""
    until(lambda: any(one.begun > since for one in load.right[-9:]), LATEST, "a right answer")
    return time.monotonic() - since


def test_killed_workers(built: Snapshot, judges: list[Judge], tmp_path: Path) -> None:
    """A request whose worker is killed is answered by another; so none fails that meets one kill."""
    kills = 0
    with serve(built.folder.parent, tmp_path) as service:
        with Load(service.port, judges * 2) as load:
            while kills < KILLS:
                kill(random.choice(until(service.workers, 5, "a worker")))
                kills, done = kills + 1, len(load.outcomes)
                until(lambda done=done: len(load.outcomes) > done + 2 * len(load.tasks), 10, "answers after the kill")
            until(lambda: len(service.workers()) == 2, 5, "two workers again")
        assert_ends(service)
    assert kills == KILLS
    assert load.wrong == load.broken == []
    assert len(load.right) > KILLS * 4


def test_killed_templates(built: Snapshot, judges: list[Judge], tmp_path: Path) -> None:
    """Also one that is killed while it starts, in the place of another, is replaced; requests wait for that."""
    kills, took = 0, []
    with serve(built.folder.parent, tmp_path) as service:
        with Load(service.port, judges) as load:
            while kills < TEMPLATE_KILLS:
                kill(first := until(service.templates, 5, "a template")[0])
                kills += 1
                if kills % 3 == 2:
                    kill(until(lambda old=first: set(service.templates()) - {old}, 5, "its successor").pop())
                    kills += 1
                took.append(wait_for_answer(load, time.monotonic()))
            until(lambda: len(service.templates()) == 1, 5, "one template")
        assert_ends(service)
    assert kills >= TEMPLATE_KILLS
    assert median(took) < SOON, took
    assert load.wrong == load.broken == []


def kill_web(service: Service, judges: list[Judge]) -> tuple[list[float], list[str]]:
    """Kill the web process half of KILLS times; gives the seconds until each next right answer, and wrong answers."""
    took = []
    with Load(service.port, judges) as load:
        for _ in range(KILLS // 2):
            time.sleep(random.uniform(0, 0.2))
            kill(until(service.web, 5, "a web process")[0])
            took.append(wait_for_answer(load, time.monotonic()))
    return took, load.wrong


def test_killed_web_processes(built: Snapshot, judges: list[Judge], tmp_path: Path) -> None:
    """Two services at a time, as each waits half of the time."""
    root = built.folder.parent
    with serve(root, tmp_path / "one") as one, serve(root, tmp_path / "two") as other:
        with ThreadPoolExecutor() as threads:
            results = list(threads.map(lambda service: kill_web(service, judges), (one, other)))
        for service in (one, other):
            assert len(service.web()) == len(service.templates()) == 1
            assert len(service.family()) == 3 + len(service.workers())
            assert_ends(service)
    took = [seconds for times, _ in results for seconds in times]
    assert len(took) == KILLS
    assert median(took) < SOON, took
    assert [fault for _, wrong in results for fault in wrong] == []


def test_killed_supervisor(built: Snapshot, tmp_path: Path) -> None:
    """All processes end with it, those that answer a query too."""
    for number in range(3):
        with serve(built.folder.parent, tmp_path / str(number)) as service, ThreadPoolExecutor() as threads:
            asked = threads.submit(Client(service.port).ask, ENDLESS)
            time.sleep(0.3)
            assert len(service.family()) >= 5
            service.process.kill()
            service.process.wait()
            until(lambda service=service: not service.family(), SOON, "all processes to end")
            with pytest.raises((OSError, HTTPException)):
                asked.result()


@pytest.fixture(scope="module")
def bulky(built: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph with a dump of over ten megabytes: the folder of snapshots."""
    noise = [
        Quad(NamedNode(f"urn:noise:{number}"), NamedNode("urn:noise"), Literal(random.randbytes(1 << 20).hex()))
        for number in range(12)
    ]
    root = tmp_path_factory.mktemp("bulky")
    made = snapshot.write(root, "bulky", "test", [*quads(built), *noise], Schema({}, {}, {}, {}, frozenset()), {}, [])
    assert all(dump.size > 10 << 20 for dump in made.manifest.dumps.values())
    return root


def big_answer() -> bytes:
    """A request whose answer has over ten megabytes, and takes little to make."""
    numbers = " ".join(map(str, range(32)))
    query = f'SELECT * {{ VALUES ?t {{ "{"x" * 10300}" }} VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}'
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(query)}"
    return f"{head}\r\n\r\n{query}".encode()


BIG_DUMP = b"GET /dumps/dump.nq.gz HTTP/1.1\r\nHost: x\r\n\r\n"
SLOW_HEAD = b"GET /sparql?query="
SLOW_BODY = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 900\r\n\r\n"


def dawdle(sockets: list[socket.socket], ended: threading.Event) -> None:
    """Send a byte a second by each connection; one that the service has closed is left alone."""
    while not ended.wait(1):
        for opened in sockets:
            with suppress(OSError):
                opened.send(b"a")


def never_read(port: int, count: int, opening: bytes, source: str, held: ExitStack) -> None:
    """Ask for so many large answers, one after the other, and read of each only that it has begun."""
    for _ in range(count):
        opened = held.enter_context(socket.socket())
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        opened.settimeout(20)
        opened.bind((source, 0))
        opened.connect(("127.0.0.1", port))
        opened.sendall(opening)
        assert opened.recv(12) == b"HTTP/1.1 200"


def undisturbed(load: Load, begun: float, until_then: float) -> float:
    """The 99th percentile of the seconds that requests took between two moments."""
    return percentile([one.seconds for one in load.outcomes if begun <= one.begun < until_then], 99)


def test_dawdling_clients(bulky: Path, judges: list[Judge], tmp_path: Path) -> None:
    """Honest requests are answered in 0.5 s, or in five times what they took before where the machine is busy."""
    ended, begun = threading.Event(), time.monotonic()
    with serve(bulky, tmp_path) as service, ExitStack() as held:
        load = held.enter_context(Load(service.port, judges[1:] * 2))
        time.sleep(2)
        crowded = time.monotonic()
        heads = held.enter_context(crowd(service.port, 300, SLOW_HEAD, "127.0.0.2"))
        bodies = held.enter_context(crowd(service.port, 300, SLOW_BODY, "127.0.0.3"))
        threading.Thread(target=dawdle, args=(heads + bodies, ended)).start()
        held.callback(ended.set)
        never_read(service.port, 240, BIG_DUMP, "127.0.0.4", held)
        never_read(service.port, 60, big_answer(), "127.0.0.5", held)
        most = service.memory()
        until(lambda: time.monotonic() > crowded + 13, 20, "the limits of time for heads and bodies to pass")
        most = max(most, service.memory())
        assert len(service.family()) >= 5
        closed = sum(opened.recv(1) == b"" for opened in heads)
        refused = sum(opened.recv(12) == b"HTTP/1.1 408" for opened in bodies)
    assert (closed, refused) == (300, 300)
    assert most < 1 << 30
    assert [one.fault for one in load.outcomes if one.fault] == []
    assert len(load.outcomes) > 200
    before, during = undisturbed(load, begun, crowded), undisturbed(load, crowded, time.monotonic())
    assert during < max(0.5, 5 * before), (before, during)
