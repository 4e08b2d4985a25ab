"""The edges of the SPARQL Protocol and of HTTP: methods, bodies, encodings of text, heads, preflights."""

import json
from urllib.parse import quote

import pytest

from client import PROBLEM
from raw import DIRECT, FORM, ask, exchange, quick, request, send

ASK = "ASK {}"
QUERY = f"/sparql?query={quote(ASK)}"
ROWS = f"/sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 2000')}"
CHANGING = {"date", "x-request-id", "connection"}

HEADS = [
    QUERY, ROWS, ROWS + "&format=csv", "/", "/queries", "/graphs", "/graphs?default", "/sparql", "/ontology",
    "/healthz", "/readyz", "/nowhere", "/sparql?query=nonsense", "/sparql?query=ASK%7B%7D&format=xls",
    "/graphs?graph=http://example.org/none",
]  # fmt: skip
METHODS = [
    ("PUT", {405}), ("DELETE", {405}), ("PATCH", {405}), ("TRACE", {405, 501}), ("PROPFIND", {405, 501}),
    ("get", {400, 405, 501}), ("QUERY", {405, 501}), ("BREW", {405, 501}), ("A" * 1000, {400, 405, 501}),
]  # fmt: skip
TYPES = [
    ("application/json", b'{"query": "ASK {}"}', 415),
    ("text/plain", b"ASK {}", 415),
    ("application/sparql-update", b"CLEAR ALL", 415),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\nASK {}\r\n--x--\r\n", 415),
    ("application/sparql-query; charset=iso-8859-1", b"ASK {}", 415),
    ("application/x-www-form-urlencoded-not", b"query=ASK{}", 415),
    ("nonsense", b"ASK {}", 415),
    (";", b"ASK {}", 415),
    (None, b"ASK {}", 415),
    ("APPLICATION/SPARQL-QUERY", b"ASK {}", 200),
    ("application/sparql-query ; Charset=UTF-8", b"ASK {}", 200),
    ('application/sparql-query; charset="utf-8"', b"ASK {}", 200),
    ("application/x-www-form-urlencoded;charset=utf-8", b"query=ASK%20%7B%7D", 200),
    (FORM, b"query=ASK+%7b%7d", 200),
]
BROKEN = [
    ("query=%FF", 400), ("query=%C0%AF", 400), ("query=%ED%A0%80", 400), ("query=%F5%80%80%80", 400),
    ("query=ASK%20%7B%7D%C3", 400), ("query=ASK%7B%7D&default-graph-uri=%FF", 400), ("%FF=1&query=ASK%7B%7D", 400),
    ("query=ASK%20%7B%7D%00", 400), ("query=%00", 400), ("query=%", 400), ("query=%zz", 400), ("query=%u0041SK", 400),
    ("query", 400), ("query=&query=", 400), ("&&&", 400), ("QUERY=ASK%7B%7D", 400), ("=ASK%7B%7D", 400),
    ("query=ASK%7B%7D&query=ASK%7B%7D", 400), ("query=ASK%7B%7D&update=CLEAR%20ALL", 400), ("update=CLEAR%20ALL", 400),
    ("query=ASK%7B%7D&timeout=0", 400), ("query=ASK%7B%7D&timeout=-1", 400), ("query=ASK%7B%7D&timeout=nan", 400),
    ("query=ASK%7B%7D&timeout=soon", 400), ("query=ASK%7B%7D&timeout=1e999", 400),
    ("query=ASK%7B%7D&default-graph-uri=relative", 400), ("query=ASK%7B%7D&named-graph-uri=a%20b", 400),
    ("query=ASK%7B%7D&timeout=5", 200), ("query=ASK%7B%7D&unknown=1", 200), ("a&query=ASK%7B%7D&b=&=c", 200),
    ("query=ASK%7B%7D&timeout=100000", 200), ("query=%EF%BB%BFASK%7B%7D", 400),
    ("a=1&" * 5000 + "query=ASK%7B%7D", 400),
]  # fmt: skip
"""A query string, and the status of its answer."""
BROKEN_BODIES = [
    (DIRECT, b"ASK { ?s ?p '\xff' }"), (DIRECT, b"\xff\xfeA\x00S\x00K\x00"), (DIRECT, b"ASK {}\x00"), (DIRECT, b""),
    (DIRECT, b"ASK { ?s ?p '\xed\xa0\x80' }"), (DIRECT, b"query=ASK%7B%7D"), (FORM, b"query=%FF"),
    (FORM, b"query=\xff"), (FORM, b""), (FORM, b"ASK {}"), (FORM, b"query=ASK%7B%7D&query=ASK%7B%7D"),
    (FORM, b"query=%00"),
]  # fmt: skip
PLACES = ["/sparql", "/", "/queries", "/graphs", "/ontology", "/healthz", "/nowhere", "*"]
PREFLIGHTS = [
    ("GET", ""), ("GET", "accept"), ("POST", "content-type"), ("POST", "Content-Type, Accept, If-None-Match"),
    ("POST", "accept,cache-control,content-type,x-requested-with"), ("HEAD", "if-none-match"), ("GET", "authorization"),
]  # fmt: skip
CROSSING = [
    ("GET", QUERY, 200), ("HEAD", QUERY, 200), ("GET", "/", 200), ("GET", "/queries", 200), ("GET", "/nowhere", 404),
    ("GET", "/sparql?query=nonsense", 400), ("PUT", "/sparql", 405), ("POST", "/sparql", 415), ("GET", "/healthz", 200),
    ("GET", "/sparql?query=ASK%7B%7D&format=xls", 406), ("GET", "/sparql", 200),
]  # fmt: skip
HOSTS = [
    ("without Host, HTTP/1.1", b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", {400}),
    ("two Hosts", b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", {400}),
    ("without Host, HTTP/1.0", b"GET /healthz HTTP/1.0\r\n\r\n", {200}),
    ("a whole address", b"GET http://a/healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", {200}),
    ("a fragment", b"GET /healthz#x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", {200, 400}),
    ("no slash", b"GET healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", {308, 400, 404}),
    ("HTTP/0.9", b"GET /healthz\r\n\r\n", {400, 505}),
    ("HTTP/2.0", b"GET /healthz HTTP/2.0\r\nHost: a\r\n\r\n", {400, 505}),
    ("an upgrade to h2c", request("/healthz", headers=[("Upgrade", "h2c")]), {200}),
    ("an upgrade to websocket", request("/sparql?query=ASK%7B%7D", headers=[("Upgrade", "websocket")]), {200}),
    ("an unknown expectation", request("/healthz", headers=[("Expect", "wonders")]), {200, 417}),
]
SIZES = [(60_000, {200}), (100_000, {200, 414, 431}), (1_000_000, {414, 431})]
LARGE = [
    ("900 KiB", 900 * 1024, 200), ("a byte too much", 1024 * 1024 + 1, 413), ("20 MB", 20_000_000, 413),
]  # fmt: skip


def test_no_case_is_lost() -> None:
    tables: list[list[object]] = [HEADS, METHODS, TYPES, BROKEN, BROKEN_BODIES, PLACES, PREFLIGHTS, CROSSING, HOSTS]  # type: ignore[list-item]
    assert [len(table) for table in tables] == [15, 9, 14, 33, 12, 8, 7, 11, 11]
    assert len(SIZES) + len(LARGE) * 2 == 9


@pytest.mark.parametrize("target", HEADS)
def test_head_is_get_without_its_body(live: str, target: str) -> None:
    got, head = send(live, target), send(live, target, method="HEAD")
    assert head.status == got.status
    assert head.body == b""
    same = [{k: v for k, v in answer.headers.items() if k not in CHANGING} for answer in (got, head)]
    assert same[0] == same[1]
    assert int(head.headers["content-length"]) == len(got.body)


@pytest.mark.parametrize(("method", "statuses"), METHODS, ids=lambda value: str(value)[:10])
def test_unknown_methods(live: str, method: str, statuses: set[int]) -> None:
    answer = send(live, "/sparql", method=method)
    assert answer.status in statuses
    if answer.status == 405:
        assert {"GET", "HEAD", "POST"} <= set(answer.headers["allow"].split(", "))
        assert answer.media == PROBLEM


@pytest.mark.parametrize(("media", "body", "status"), TYPES, ids=[str(case[0]) for case in TYPES])
def test_content_types_of_a_post(live: str, media: str | None, body: bytes, status: int) -> None:
    headers = [] if media is None else [("Content-Type", media)]
    answer = send(live, "/sparql", method="POST", headers=headers, body=body)
    assert answer.status == status, answer.text
    if status == 415:
        assert all(word in answer.json["detail"] for word in (("UTF-8",) if "iso" in str(media) else (DIRECT, FORM)))


def test_a_compressed_body_is_refused(live: str) -> None:
    headers = [("Content-Type", DIRECT), ("Content-Encoding", "gzip")]
    assert send(live, "/sparql", method="POST", headers=headers, body=b"\x1f\x8b\x08").status in (400, 415)


@pytest.mark.parametrize(("query", "status"), BROKEN, ids=[case[0][-40:] for case in BROKEN])
def test_query_strings(live: str, query: str, status: int) -> None:
    answer = send(live, f"/sparql?{query}")
    assert answer.status == status, answer.text
    if status != 200:
        assert (answer.media, answer.json["status"]) == (PROBLEM, status)


@pytest.mark.parametrize(("media", "body"), BROKEN_BODIES, ids=[repr(case[1])[:30] for case in BROKEN_BODIES])
def test_broken_bodies(live: str, media: str, body: bytes) -> None:
    answer = send(live, "/sparql", method="POST", headers=[("Content-Type", media)], body=body)
    assert (answer.status, answer.media) == (400, PROBLEM), answer.text


@pytest.mark.parametrize("media", [DIRECT, FORM])
def test_a_query_in_the_address_and_in_the_body(live: str, media: str) -> None:
    body = b"ASK{}" if media == DIRECT else b"query=ASK%7B%7D"
    answer = send(live, QUERY, method="POST", headers=[("Content-Type", media)], body=body)
    assert (answer.status, answer.media) == (400, PROBLEM)
    assert "exactly one" in answer.json["detail"]


@pytest.mark.parametrize("place", PLACES)
def test_options_tell_the_methods(live: str, place: str) -> None:
    answer = send(live, place, method="OPTIONS")
    assert answer.status in (200, 204)
    assert "GET" in answer.headers["allow"]
    assert ("POST" in answer.headers["allow"]) == (place == "/sparql") or place == "*"


@pytest.mark.parametrize(("method", "names"), PREFLIGHTS)
def test_preflight(live: str, method: str, names: str) -> None:
    asked = [("Origin", "https://example.org"), ("Access-Control-Request-Method", method)]
    asked += [("Access-Control-Request-Headers", names)] if names else []
    answer = send(live, "/sparql", method="OPTIONS", headers=asked)
    assert answer.status in (200, 204)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert method in answer.headers["access-control-allow-methods"].split(", ")
    allowed = {name.strip().lower() for name in answer.headers["access-control-allow-headers"].split(",")}
    assert {name.strip().lower() for name in names.split(",") if name} <= allowed
    assert int(answer.headers["access-control-max-age"]) > 0


@pytest.mark.parametrize(("method", "target", "status"), CROSSING)
def test_answers_cross_origins(live: str, method: str, target: str, status: int) -> None:
    answer = send(live, target, method=method, headers=[("Origin", "https://example.org")])
    assert answer.status == status
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "etag" in answer.headers["access-control-expose-headers"].lower()


@pytest.mark.parametrize(("sent", "statuses"), [case[1:] for case in HOSTS], ids=[case[0] for case in HOSTS])
def test_request_lines_and_hosts(live: str, sent: bytes, statuses: set[int]) -> None:
    (answer,), _ = exchange(live, sent, seconds=5)
    assert answer.status in statuses


@pytest.mark.parametrize(("size", "statuses"), SIZES)
def test_a_long_address(live: str, size: int, statuses: set[int]) -> None:
    answer = send(live, QUERY + "%23" + "x" * (size - len(QUERY) - 3))
    assert answer.status in statuses
    assert quick(live).status == 200


def _padded(size: int) -> bytes:
    return b"ASK {} #" + b"x" * (size - 8)


@pytest.mark.parametrize(("size", "status"), [case[1:] for case in LARGE], ids=[case[0] for case in LARGE])
@pytest.mark.parametrize("chunked", [False, True], ids=["with its length", "in chunks"])
def test_a_large_body(live: str, size: int, status: int, chunked: bool) -> None:
    headers = [("Content-Type", DIRECT)]
    if chunked:
        body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in _parts(_padded(size))) + b"0\r\n\r\n"
        sent = request("/sparql", method="POST", headers=[*headers, ("Transfer-Encoding", "chunked")]) + body
    else:
        sent = request("/sparql", method="POST", headers=headers, body=_padded(size))
    (answer,), _ = exchange(live, sent)
    assert answer.status == status, answer.text
    assert answer.media == (PROBLEM if status == 413 else "application/sparql-results+json")
    assert answer.seconds < 5
    assert quick(live).status == 200


def _parts(body: bytes) -> list[bytes]:
    return [body[at : at + 60_000] for at in range(0, len(body), 60_000)]


@pytest.mark.parametrize(("size", "status"), [(6, 200), (20_000_000, 413), (2**40, 413), (2**63 - 1, 413)])
def test_a_client_that_asks_before_it_sends(live: str, size: int, status: int) -> None:
    """Expect: 100-continue; who announces too much is told at once (RFC 9110, 10.1.1)."""
    headers = [("Content-Type", DIRECT), ("Content-Length", str(size)), ("Expect", "100-continue")]
    sent = request("/sparql", method="POST", headers=headers)
    answers, _ = exchange(live, sent + (b"ASK {}" if status == 200 else b""), seconds=2)
    assert answers[-1].status == status


def test_a_relative_graph_takes_the_address_as_base(live: str) -> None:
    answer = ask(live, "SELECT (STR(<x>) AS ?x) {}")
    assert json.loads(answer.body)["results"]["bindings"][0]["x"]["value"] == "http://localhost/x"
