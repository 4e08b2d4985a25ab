"""Clients: slow, vanishing, deaf, hasty and many ones; and how the server ends while they are there."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from conftest import Server
from raw import DIRECT, ask, connect, exchange, parse, quick, read, request, send, together

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != %d) }"
SECONDS = 2.0
HEAD = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 600\r\n\r\n"
BIG = "SELECT * { ?a <urn:p> ?b . ?c <urn:p> 7 . ?d <urn:q> ?e }"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of some thousand triples."""
    path = tmp_path_factory.mktemp("clients") / "data.ttl"
    lines = [f"<urn:s{at}> <urn:p> {at} ; <urn:q> '{'x' * 1000}' .\n" for at in range(2000)]
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server(start: Server, data: Path) -> Iterator[str]:
    """A server with tight limits."""
    limits = ("--timeout", str(SECONDS), "--wait", "2", "--body-timeout", "2", "--memory", "256", "--max-answer", "32")
    with start("--data", str(data), *limits) as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def slow_heads(server: str) -> Iterator[tuple[list[socket.socket], float]]:
    """Three hundred clients who send their head a byte a second while the others of this module are tested."""
    over = threading.Event()
    with ExitStack() as stack:
        links = [stack.enter_context(connect(server)) for _ in range(300)]

        def send_slowly() -> None:
            for piece in (b"GET / HTTP/1.1\r\nX: ", *[b"x"] * 60):
                for link in links:
                    with suppress(OSError):
                        link.sendall(piece)
                if over.wait(1):
                    return

        thread = threading.Thread(target=send_slowly)
        thread.start()
        yield links, time.monotonic()
        over.set()
        thread.join()


def well(server: str, seconds: float = 1.0) -> None:
    """The service answers, and so do its health and readiness."""
    answers = [quick(server), send(server, "/healthz"), send(server, "/readyz")]
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert max(answer.seconds for answer in answers) < seconds


def drip(links: list[socket.socket], first: bytes, rest: bytes, seconds: float, server: str) -> None:
    """Send the first part, then a byte a second to each link; the service is well all the while."""
    for link in links:
        link.sendall(first)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        well(server)
        for link in links:
            with suppress(BrokenPipeError, ConnectionResetError):
                link.sendall(rest[:1])
        time.sleep(0.5)


@pytest.mark.parametrize("count", [50, 300])
def test_slow_bodies(server: str, count: int) -> None:
    with ExitStack() as stack:
        links = [stack.enter_context(connect(server)) for _ in range(count)]
        drip(links, POST, b"A", 2.5, server)
        ends = [read(link, 2) for link in links]
    assert all(closed for _, closed in ends)
    answers = [next(parse(received, [b"POST"])) for received, _ in ends if received]
    assert len(answers) >= count * 0.9
    assert {answer.status for answer in answers} == {408}
    well(server)


def test_clients_that_say_nothing(server: str) -> None:
    with ExitStack() as stack:
        for _ in range(500):
            stack.enter_context(connect(server))
        well(server)
    well(server)


@pytest.mark.parametrize("how", ["closed", "reset", "half closed"])
def test_vanishing_clients(server: str, how: str) -> None:
    """Many leave in the midst of a slow query: the workers are free again long before the queries are out of time."""
    links = []
    for at in range(30):
        link = connect(server)
        link.sendall(request(f"/sparql?query={quote(SLOW % at)}&timeout=2", close=False))
        links.append(link)
    time.sleep(0.8)
    for link in links:
        if how == "reset":
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        link.shutdown(socket.SHUT_WR) if how == "half closed" else link.close()
    time.sleep(0.5)
    well(server)
    answer = ask(server, SLOW % 1000, ("timeout", "0.7"))
    assert (answer.status, answer.seconds < 1.5) == (504, True)
    for link in links:
        link.close()


def test_clients_that_vanish_while_they_send(server: str) -> None:
    for sent in (HEAD, POST, POST + b"ASK", b"G", HEAD + b"\r\n"):
        for _ in range(20):
            with connect(server) as link:
                link.sendall(sent)
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    well(server)


def test_clients_that_do_not_read(server: str) -> None:
    """Twelve ask for a large answer and never read it."""
    with ExitStack() as stack:
        for at in range(12):
            link = stack.enter_context(connect(server, source=f"127.0.0.{at + 2}"))
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            link.sendall(request(f"/sparql?query={quote(BIG)}%20LIMIT%20{8000 + at}"))
        for _ in range(10):
            well(server, 1.5)
            time.sleep(0.2)
    well(server)


def test_a_large_answer_read_slowly_is_whole(server: str) -> None:
    with connect(server) as link:
        link.sendall(request(f"/sparql?query={quote(BIG)}%20LIMIT%205000"))
        time.sleep(1)
        received, closed = read(link, 10)
    (answer,) = parse(received, [b"GET"])
    assert (closed, len(answer.json["results"]["bindings"])) == (True, 5000)


def test_half_closed_after_the_request(server: str) -> None:
    """Such a client may get its answer or none; it does not stay."""
    answers, closed = exchange(server, request("/sparql?query=ASK%7B%7D"), seconds=3, half_close=True)
    assert closed
    assert [answer.status for answer in answers] in ([200], [])
    answers, closed = exchange(server, POST + b"ASK", seconds=4, half_close=True)
    assert closed
    assert [answer.status for answer in answers] in ([400], [408], [])


def test_requests_in_one_go(server: str) -> None:
    """Pipelined: answered in order, also where the first is the slowest."""
    queries = [SLOW % 1 + " # 0", *(f"SELECT ({at} AS ?x) {{}}" for at in range(1, 20))]
    targets = [f"/sparql?query={quote(query)}&timeout=0.5" for query in queries]
    sent = b"".join(request(target, close=target is targets[-1]) for target in targets)
    answers, closed = exchange(server, sent, seconds=10)
    assert closed
    assert [answer.status for answer in answers] == [504] + [200] * 19
    assert [answer.json["results"]["bindings"][0]["x"]["value"] for answer in answers[1:]] == [
        str(at) for at in range(1, 20)
    ]


def test_many_requests_on_one_connection(server: str) -> None:
    with connect(server) as link:
        for at in range(300):
            bad = at % 3 == 0
            link.sendall(request("/sparql?query=" + ("nonsense" if bad else f"ASK%7B%7D%23{at}"), close=False))
            received = b""
            while not received.endswith(b"}\n" if bad else b"}"):
                received += link.recv(1 << 16)
            assert received.startswith(b"HTTP/1.1 400" if bad else b"HTTP/1.1 200")


def test_an_unread_body_does_not_become_a_request(server: str) -> None:
    """What is refused without being read leaves nothing behind on its connection."""
    body = request("/smuggled")
    first = request("/sparql", method="PUT", headers=[("Content-Type", "text/plain")], body=body, close=False)
    answers, _ = exchange(server, first + request("/sparql?query=ASK%7B%7D"), seconds=3)
    assert [answer.status for answer in answers] in ([405, 200], [405])


def test_a_thousand_connections_one_after_the_other(server: str) -> None:
    started = time.monotonic()
    statuses = {quick(server).status for _ in range(1000)}
    assert statuses == {200}
    assert time.monotonic() - started < 15


def test_a_crowd_of_quick_ones(server: str) -> None:
    """Thirty at once from one address, sixty from many: more than there are workers, fewer than may wait."""
    alone = together(30, lambda _: [quick(server) for _ in range(3)])
    spread = together(60, lambda at: [quick(server, f"127.0.0.{at + 2}") for _ in range(3)])
    assert {answer.status for several in alone + spread for answer in several} == {200}


def test_a_stampede(server: str) -> None:
    """Three hundred at once: each is answered, or told when to come back."""
    answers = together(300, lambda at: quick(server, f"127.0.0.{at % 200 + 2}"))
    assert {answer.status for answer in answers} <= {200, 429, 503}
    assert all("retry-after" in answer.headers for answer in answers if answer.status != 200)
    well(server)


def test_a_slow_body_of_the_direct_kind_is_read(server: str) -> None:
    """Slow is not too slow: a body in four pieces within the time is answered."""
    with connect(server) as link:
        link.sendall(request("/sparql", method="POST", headers=[("Content-Type", DIRECT), ("Content-Length", "6")]))
        for piece in (b"AS", b"K", b" {", b"}"):
            time.sleep(0.2)
            link.sendall(piece)
        received, _ = read(link, 5)
    (answer,) = parse(received, [b"POST"])
    assert answer.status == 200


def test_slow_heads(server: str, slow_heads: tuple[list[socket.socket], float]) -> None:
    """They are closed in the end, whether or not they are told 408."""
    links, started = slow_heads
    time.sleep(max(0, started + 11 - time.monotonic()))
    ends = [read(link, 0.5) for link in links[:20]]
    assert all(closed for _, closed in ends)
    assert {received[9:12] for received, _ in ends} <= {b"", b"408", b"400"}
    well(server)
