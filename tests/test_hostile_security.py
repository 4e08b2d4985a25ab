"""Security: nothing is read, called or run for a stranger, and nothing he sends comes back as anything but text."""

import re
import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from client import PROBLEM
from conftest import ROOT, Server
from mandategraph.web.assets import asset
from raw import DIRECT, FORM, ask, exchange, listening, quick, request, send

PLACES = [
    "/", "/sparql", "/sparql?query=ASK%7B%7D", "/sparql?query=nonsense", "/nowhere", "/queries", "/graphs", "/healthz",
    "/readyz", "/metrics", asset("style.css"), "/ontology", "/graphs?default",
]  # fmt: skip
CONTROL = "%0d%0aX-Evil:%20yes%0d%0a%0d%0a<script>"
INJECTIONS = [
    f"/sparql?query=ASK%7B%7D&format={CONTROL}", f"/sparql?query={CONTROL}", f"/nowhere{CONTROL}", f"/{CONTROL}/",
    f"/sparql?query=ASK%7B%7D&default-graph-uri={CONTROL}", f"/queries/{CONTROL}", f"/graphs?graph={CONTROL}",
    f"/sparql?query=ASK%7B%7D&timeout={CONTROL}", f"/queries?format={CONTROL}", f"//example.org/{CONTROL}",
    f"/sparql/?x={CONTROL}", f"/id/{CONTROL}", f"/resource/{CONTROL}", f"/dumps/{CONTROL}",
]  # fmt: skip
SECRETS = ("etc/passwd", "pyproject.toml", "server.py", "proc/self/environ")
CLIMBS = [
    "/static/../../../../../../{}", "/static/..%2f..%2f..%2f..%2f..%2f{}", "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/{}",
    "/static/..%5c..%5c..%5c{}", "/static/....//....//....//{}", "/static/%252e%252e%252f%252e%252e%252f{}", "//{}",
    "/static/%c0%ae%c0%ae/{}", "/static//{}", "/static/style.css%00/../../{}", "/dumps/../../{}", "/dumps/..%2f..%2f{}",
    "/queries/..%2f..%2f{}", "/graphs/../{}", "/id/../../{}", "/file:///{}", "/static/file:/{}", "/../{}", "/./../{}",
]  # fmt: skip
HOSTS = [
    "evil.example", 'a"><script>alert(1)</script>', "a/b", "a@b", "a:b", "a:99999999", "[::1", "a?b", "a#b", "..",
    "%00", "a b",
    "x" * 5000, "\u00e9", "a\\b", ",", "a,b", "{{7*7}}", "localhost:80:80", "http://evil.example",
]  # fmt: skip
SCRIPT = "<script>alert(1)</script>"
SHOWN = f"SELECT ('{SCRIPT}' AS ?x) {{}}"
PAGES = [
    f"/sparql?query={quote(SCRIPT)}",
    f"/sparql?query={quote('SELECT * { ?s ?p ' + SCRIPT)}",
    f"/sparql?query={quote(SHOWN)}",
    f"/sparql?query={quote('</textarea>' + SCRIPT)}",
    f"/sparql?query={quote('SELECT (<javascript:alert(1)> AS ?x) {}')}",
    f"/sparql?query={quote('SELECT (<data:text/html,x> AS ?x) {}')}",
    f"/sparql?query={quote('CONSTRUCT { <javascript:alert(1)> <urn:p> <javascript:alert(2)> } {}')}",
    f"/sparql?query=ASK%7B%7D&format={quote(SCRIPT)}", f"/sparql?query=ASK%7B%7D&default-graph-uri={quote(SCRIPT)}",
    f"/{quote(SCRIPT)}", f"/queries/{quote(SCRIPT)}", f"/graphs?graph={quote(SCRIPT)}", f"/id/{quote(SCRIPT)}",
    f"/?x={quote(SCRIPT)}", "/graphs?graph=javascript:alert(1)", f"/queries?format={quote(SCRIPT)}",
]  # fmt: skip
POST = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
NEXT = b"GET /smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
SMUGGLED = [
    ("length and chunks", POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + NEXT),
    ("chunks and length", POST + b"Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n" + NEXT),
    ("two lengths", POST + b"Content-Length: 6\r\nContent-Length: 0\r\n\r\nASK {}" + NEXT),
    ("a list of lengths", POST + b"Content-Length: 6, 0\r\n\r\nASK {}" + NEXT),
    ("a negative length", POST + b"Content-Length: -6\r\n\r\nASK {}" + NEXT),
    ("a signed length", POST + b"Content-Length: +6\r\n\r\nASK {}" + NEXT),
    ("a hexadecimal length", POST + b"Content-Length: 0x6\r\n\r\nASK {}" + NEXT),
    ("a length too large", POST + b"Content-Length: 99999999999999999999\r\n\r\nASK {}" + NEXT),
    ("an unknown coding", POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + NEXT),
    ("chunks not last", POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + NEXT),
    ("a tab before chunks", POST + b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n" + NEXT),
    ("a space before a colon", POST + b"Content-Length : 6\r\n\r\nASK {}" + NEXT),
    ("a folded line", POST + b"X: a\r\n Content-Length: 6\r\n\r\nASK {}" + NEXT),
    ("a bad chunk", POST + b"Transfer-Encoding: chunked\r\n\r\nno\r\nASK {}\r\n0\r\n\r\n" + NEXT),
    ("a huge chunk", POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nASK {}\r\n0\r\n\r\n" + NEXT),
    ("a long extension", POST + b"Transfer-Encoding: chunked\r\n\r\n6;" + b"x" * 100_000 + b"\r\nASK {}\r\n0\r\n\r\n"),
    ("a bare CR", b"GET / HTTP/1.1\r\nHost: a\r\nX: a\rContent-Length: 5\r\n\r\n" + NEXT),
    ("a NUL", b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n" + NEXT),
    ("no colon", b"GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n" + NEXT),
    ("garbage", b"\x00\x01\x02\xff\r\n\r\n"),
    ("TLS", bytes.fromhex("160301002e0100002a0303") + bytes(40)),
    ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    ("CONNECT", b"CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\nConnection: close\r\n\r\n"),
]  # fmt: skip
"""Requests that two readers could read differently: refused, or the connection ends after one answer."""
ABSURD = [
    ("a header of 64 KiB", [("X-Absurd", "x" * 65_536)]), ("a header of 1 MB", [("X-Absurd", "x" * 1_000_000)]),
    ("a thousand headers", [(f"X-{at}", "x") for at in range(1000)]),
    ("64 KiB of Accept", [("Accept", "a/b," * 16_384)]),
    ("64 KiB in many", [(f"X-{at}", "x" * 1000) for at in range(66)]), ("a name of 64 KiB", [("X" * 65_536, "x")]),
    ("400 kB of Accept", [("Accept", "a/b," * 100_000)]), ("400 kB of Host", [("Host", "a" * 400_000)]),
    ("400 kB of Accept-Encoding", [("Accept-Encoding", "a," * 200_000)]),
    ("400 kB of If-None-Match", [("If-None-Match", '"a",' * 100_000)]),
]  # fmt: skip
UPDATES = [
    "LOAD <file:///etc/passwd>", "LOAD <http://127.0.0.1:{port}/> INTO GRAPH <urn:g>",
    "LOAD SILENT <http://127.0.0.1:{port}/>",
    "INSERT DATA { <urn:a> <urn:b> 1 }", "DELETE WHERE { ?s ?p ?o }", "DELETE DATA { <urn:a> <urn:b> 1 }", "DROP ALL",
    "CLEAR DEFAULT", "CREATE GRAPH <urn:g>", "COPY DEFAULT TO <urn:g>", "MOVE <urn:g> TO DEFAULT",
    "ADD <urn:g> TO <urn:h>",
    "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", "ASK {} ; DROP ALL", "# ASK {}\nDROP ALL",
    "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
]  # fmt: skip
GRAPHS = [
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <http://127.0.0.1:{port}/> { ?s ?p ?o }",
    "SELECT * { GRAPH <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
    "SELECT * FROM NAMED <http://127.0.0.1:{port}/> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { <http://127.0.0.1:{port}/> ?p ?o }",
    "SELECT * { ?s ?p ?o . FILTER(?o = <http://127.0.0.1:{port}/>) }", "DESCRIBE <http://127.0.0.1:{port}/>",
]  # fmt: skip
"""Queries over graphs that are elsewhere: nobody is called, and they are empty."""


@pytest.fixture(scope="module")
def server(start: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a few triples."""
    path = tmp_path_factory.mktemp("security") / "data.ttl"
    path.write_text("".join(f"<urn:s{at}> <urn:p> {at} .\n" for at in range(5)), encoding="utf-8")
    with start("--data", str(path), "--timeout", "2", "--body-timeout", "1") as running:
        yield running


def test_no_case_is_lost() -> None:
    tables = (PLACES, INJECTIONS, CLIMBS, HOSTS, PAGES, SMUGGLED, ABSURD, UPDATES, GRAPHS)
    assert [len(table) for table in tables] == [13, 14, 19, 20, 16, 23, 10, 16, 8]  # type: ignore[arg-type]


@pytest.mark.parametrize("target", PLACES)
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_every_answer_has_the_security_headers(live: str, target: str, method: str, accept: str) -> None:
    body = b"" if method == "POST" else None
    headers = send(live, target, method=method, headers=[("Accept", accept)], body=body).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]
    assert not re.search(r"\d|granian|flask|werkzeug|python", headers.get("server", ""), re.IGNORECASE)
    assert not {"x-powered-by", "set-cookie"} & headers.keys()


@pytest.mark.parametrize("target", INJECTIONS, ids=[text[:40] for text in INJECTIONS])
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_no_header_is_injected(live: str, target: str, accept: str) -> None:
    (answer,), _ = exchange(live, request(target, headers=[("Accept", accept), ("Origin", "null")]))
    assert answer.status < 500
    assert "x-evil" not in answer.headers
    assert answer.media == PROBLEM or "<script>" not in answer.text
    assert not re.match(r"(https?:)?//(?!localhost)", answer.headers.get("location", ""))


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("pattern", CLIMBS)
def test_no_path_leads_out(live: str, pattern: str, secret: str) -> None:
    answer = send(live, pattern.format(secret))
    assert answer.status in (301, 308, 400, 404)
    known = [b"root:", b"[build-system]", b"from mandategraph", b"PATH="]
    assert not [word for word in known if word in answer.body]
    assert str(ROOT) not in answer.text


@pytest.mark.parametrize("host", HOSTS, ids=[host[:30] for host in HOSTS])
@pytest.mark.parametrize("target", ["/", "/sparql", "/queries", "/sparql/x", "/sparql?query=ASK%7B%7D"])
def test_strange_hosts(live: str, host: str, target: str) -> None:
    for accept in ("text/html", "*/*"):
        answer = send(live, target, host=host, headers=[("Accept", accept), ("X-Forwarded-Host", "evil2.example")])
        assert answer.status < 500
        assert b"<script>alert" not in answer.body
        assert b"evil2.example" not in answer.body
        assert b"{{7*7}}" not in answer.body


@pytest.mark.parametrize("target", PAGES, ids=[text[:70] for text in PAGES])
def test_pages_escape_what_they_show(live: str, target: str) -> None:
    answer = send(live, target, headers=[("Accept", "text/html")])
    assert answer.status < 500
    assert answer.media == "text/html"
    assert SCRIPT not in answer.text
    assert not re.search(r"(href|src|action)\s*=\s*[\"']?\s*(javascript:|data:text)", answer.text, re.IGNORECASE)
    assert not re.search(r"\son\w+\s*=", answer.text)


@pytest.mark.parametrize("name", ["callback", "jsonp", "cb"])
def test_nothing_is_wrapped_in_a_call(server: str, name: str) -> None:
    answer = ask(server, "ASK {}", (name, "alert"))
    assert answer.json["boolean"] is True
    assert answer.media == "application/sparql-results+json"


def test_trace_gives_nothing_back(server: str) -> None:
    answer = send(server, "/sparql", method="TRACE", headers=[("Cookie", "secret=1")])
    assert answer.status in (405, 501)
    assert b"secret" not in answer.body


@pytest.mark.parametrize("sent", [case[1] for case in SMUGGLED], ids=[case[0] for case in SMUGGLED])
def test_ambiguous_requests(server: str, sent: bytes) -> None:
    answers, closed = exchange(server, sent, seconds=3)
    assert closed
    assert len(answers) <= 1
    assert not [answer for answer in answers if b"smuggled" in answer.body]
    assert not [answer for answer in answers if answer.status >= 500 and answer.status != 501]
    assert quick(server).status == 200


@pytest.mark.parametrize("headers", [case[1] for case in ABSURD], ids=[case[0] for case in ABSURD])
def test_absurd_headers(server: str, headers: list[tuple[str, str]]) -> None:
    answers, _ = exchange(server, request("/sparql?query=ASK%7B%7D", headers=headers), seconds=5)
    assert [answer.status for answer in answers] in ([400], [413], [431])
    assert answers[0].seconds < 1, "everybody waits while a header is read"
    assert quick(server).status == 200


@pytest.mark.parametrize("text", UPDATES, ids=[text[:40] for text in UPDATES])
def test_updates_are_refused(server: str, text: str) -> None:
    with listening() as (port, calls):
        text = text.replace("{port}", str(port))
        posted = [
            ([("Content-Type", media)], body.encode())
            for media, body in (
                (DIRECT, text),
                ("application/sparql-update", text),
                (FORM, f"query={quote(text)}"),
                (FORM, f"update={quote(text)}"),
            )
        ]
        statuses = [ask(server, text).status, send(server, f"/sparql?update={quote(text)}").status]
        for headers, body in posted:
            statuses.append(send(server, "/sparql", method="POST", headers=headers, body=body).status)
        assert statuses == [400, 400, 400, 415, 400, 400]
        assert calls == []
    assert ask(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json["results"]["bindings"][0]["n"]["value"] == "5"


@pytest.mark.parametrize("query", GRAPHS, ids=[text[:60] for text in GRAPHS])
@pytest.mark.parametrize("place", [None, "http://127.0.0.1:{port}/", "file:///etc/passwd"])
def test_graphs_elsewhere_are_empty(server: str, query: str, place: str | None) -> None:
    with listening() as (port, calls):
        given = [("default-graph-uri", place.replace("{port}", str(port)))] if place else []
        answer = ask(server, query.replace("{port}", str(port)), *given, accept="text/csv, application/n-triples")
        time.sleep(0.02)
        assert calls == []
    assert (answer.status, answer.text.count("\n") <= 1) == (200, True)
    assert "root:" not in answer.text
