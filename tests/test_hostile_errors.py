"""Errors: each is a problem that names culprit and remedy, and tells nothing of the host; nesting breaks nothing."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest

from client import PROBLEM
from conftest import Server
from raw import DIRECT, Answer, ask, exchange, quick, request, send

LEAKS = re.compile(
    r"Traceback|File \"|\.py\b|/work/|/usr/|/root|/tmp|/home|/proc|oxigraph|granian|werkzeug|jinja"
    r"|panicked|\.rs\b|0x[0-9a-f]{6}",
    re.IGNORECASE,
)
PREFIX = "PREFIX ex: <http://example.org/> "


def _query(text: str, *parameters: str) -> str:
    return "/sparql?" + "&".join([f"query={quote(text)}", *parameters])


ERRORS: list[tuple[str, str, int, tuple[str, ...]]] = [
    ("GET", _query("SELECT * {\n  ?s ?p }"), 400, ("2:10",)),
    ("GET", _query("SELEKT * {}"), 400, ("1:1",)),
    ("GET", _query("SELECT * { ?s ?p ?o"), 400, ("1:20",)),
    ("GET", _query("SELECT ?x { ?x a <http://example.org/ü\n> }"), 400, (":",)),
    ("GET", _query("ASK { ?s a missing:Thing }"), 400, ("refix",)),
    ("GET", _query("ASK { ?s a <http://a b> }"), 400, ("1:",)),
    ("GET", _query("ASK { FILTER(foo(1)) }"), 400, ("1:",)),
    ("GET", _query("ASK { FILTER(STRLEN()) }"), 400, ("1:",)),
    ("GET", _query("ASK { FILTER(SUBSTR('a')) }"), 400, ("1:",)),
    ("GET", _query("SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o }"), 400, ()),
    ("GET", _query("SELECT (1 AS ?x) (2 AS ?x) {}"), 400, ()),
    ("GET", _query("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }"), 400, ()),
    ("GET", _query("SELECT * { VALUES (?x ?y) { (1) } }"), 400, ("1:",)),
    ("GET", _query("ASK {} ASK {}"), 400, ("1:",)),
    ("GET", _query("SELECT * {} LIMIT -1"), 400, ("1:",)),
    ("GET", _query("SELECT * {} LIMIT 99999999999999999999999"), 400, ("1:",)),
    ("GET", _query("INSERT DATA { <urn:a> <urn:b> 1 }"), 400, ("1:1",)),
    ("GET", _query("ASK { SERVICE <http://127.0.0.1:9/> {} }"), 403, ("SERVICE", "1:7")),
    ("GET", _query("ASK {}", "format=xls"), 406, ("'xls'", "json")),
    ("GET", _query("ASK {}", "format="), 406, ("json",)),
    ("GET", _query("ASK {}", "format=json%00"), 406, ("json",)),
    ("GET", _query("ASK {}", "timeout=soon"), 400, ("'soon'", "timeout=")),
    ("GET", _query("ASK {}", "default-graph-uri=nonsense"), 400, ("'nonsense'", "IRI")),
    ("GET", "/sparql?nothing=1", 400, ("0 queries", "query=")),
    ("POST", "/sparql?query=ASK%7B%7D", 415, (DIRECT,)),
    ("PUT", "/sparql", 405, ("PUT", "GET")),
    ("DELETE", "/", 405, ("DELETE", "GET")),
    ("POST", "/healthz", 405, ("POST", "GET")),
    ("PUT", "/graphs?default", 405, ("PUT", "GET")),
    ("GET", "/nowhere", 404, ("/nowhere",)),
    ("GET", "/sparql/nowhere", 404, ("/sparql/nowhere",)),
    ("GET", "/SPARQL", 404, ("/SPARQL",)),
    ("GET", "/%FF%FE", 404, ()),
    ("GET", "/%00", 404, ()),
    ("GET", "/queries/no-such-question", 404, ("no-such-question",)),
    ("GET", "/static/no-such-file.css", 404, ()),
    ("GET", "/graphs?graph=http://example.org/none", 404, ("http://example.org/none",)),
    ("GET", "/graphs?graph=nonsense", 400, ("nonsense",)),
]  # fmt: skip
"""A request, its status, and words of its detail."""
AUDIENCES = [
    (None, PROBLEM), ("*/*", PROBLEM), ("application/json", PROBLEM), (PROBLEM, PROBLEM), ("text/turtle", PROBLEM),
    ("application/sparql-results+json, */*;q=0.1", PROBLEM), ("text/html", "text/html"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
]  # fmt: skip
TOLERATED = [
    "SELECT (1/0 AS ?x) {}", "SELECT (xsd:integer('no') AS ?x) {}", "SELECT * { FILTER(?nothing) }",
    "ASK { FILTER(1/0) }", "SELECT (IRI('no good') AS ?x) {}", "SELECT * { ?s ?p ?o } ORDER BY (1/0)",
    "SELECT (SUM(?x) AS ?y) { VALUES ?x { 'a' 1 } }", "SELECT (STRDT('x', <urn:t>) AS ?x) {}",
    "SELECT (SUBSTR('abc', -5, 1e9) AS ?x) {}", "SELECT (9223372036854775807 + 1 AS ?x) {}",
    "SELECT (AVG(?x) AS ?y) {}", "SELECT * { ?s ?p ?o } OFFSET 18446744073709551615", "SELECT * { ?s ?p ?o } LIMIT 0",
    "SELECT (REGEX('a', '(') AS ?x) {}", "SELECT (REPLACE('a', 'a', '$9') AS ?x) {}",
    "SELECT (REGEX('a', 'a', 'zz') AS ?x) {}", "SELECT (xsd:dateTime('9999999999-01-01T00:00:00Z') AS ?x) {}",
    "SELECT (ENCODE_FOR_URI('\U0001f980') AS ?x) {}",
]  # fmt: skip
"""Errors of evaluation are no errors of the query (SPARQL 1.1, 17.3): the answer is 200."""


NESTED: dict[str, Callable[[int], str]] = {
    "groups": lambda n: "ASK " + "{" * n + "}" * n,
    "optionals": lambda n: "ASK { " + "OPTIONAL { " * n + "}" * n + "}",
    "filters": lambda n: "ASK { FILTER(" + "(" * n + "1" + ")" * n + ") }",
    "nots": lambda n: "ASK { FILTER(" + "!" * n + "true) }",
    "minuses": lambda n: "ASK { FILTER(" + "- " * n + "1) }",
    "pluses": lambda n: "ASK { FILTER(1" + " + 1" * n + ") }",
    "ors": lambda n: "ASK { FILTER(true" + " || true" * n + ") }",
    "ands": lambda n: "ASK { FILTER(true" + " && true" * n + ") }",
    "comparisons": lambda n: "ASK { FILTER(" + "(1 = " * n + "1" + ")" * n + ") }",
    "unions": lambda n: "ASK { {}" + " UNION {}" * n + " }",
    "chained optionals": lambda n: "ASK { " + "OPTIONAL { ?s ?p ?o } " * n + "}",
    "chained filters": lambda n: "ASK { " + "FILTER(true) " * n + "}",
    "chained binds": lambda n: "ASK { " + " ".join(f"BIND({at} AS ?x{at})" for at in range(n)) + " }",
    "minus groups": lambda n: "ASK { " + "MINUS { " * n + "}" * n + "}",
    "exists": lambda n: "ASK { " + "FILTER EXISTS { " * n + "}" * n + "}",
    "graphs": lambda n: "ASK { " + "GRAPH ?g { " * n + "}" * n + "}",
    "subqueries": lambda n: "ASK { " + "{ SELECT * { " * n + "} }" * n + "}",
    "path sequence": lambda n: PREFIX + "ASK { ?s ex:p" + "/ex:p" * n + " ?o }",
    "path alternatives": lambda n: PREFIX + "ASK { ?s ex:p" + "|ex:p" * n + " ?o }",
    "path inverses": lambda n: PREFIX + "ASK { ?s " + "^(" * n + "ex:p" + ")" * n + " ?o }",
    "path brackets": lambda n: PREFIX + "ASK { ?s " + "(" * n + "ex:p" + ")*" * n + " ?o }",
    "negated paths": lambda n: PREFIX + "ASK { ?s !(ex:p" + "|^ex:p" * n + ") ?o }",
    "collections": lambda n: "ASK { " + "(" * n + "1" + ")" * n + " ?p ?o }",
    "blank nodes": lambda n: PREFIX + "ASK { ?s ex:p " + "[ ex:p " * n + "1" + " ]" * n + " }",
    "functions": lambda n: "SELECT (" + "STR(" * n + "1" + ")" * n + " AS ?x) {}",
    "conditions": lambda n: "SELECT (" + "IF(true, 1, " * n + "1" + ")" * n + " AS ?x) {}",
    "quoted triples": lambda n: "ASK { " + "<<( " * n + "?s" + " <urn:p> ?o )>>" * n + " <urn:p> ?o }",
    "lists": lambda n: "ASK { FILTER(1 IN (" + ", ".join(map(str, range(n))) + ")) }",
    "objects": lambda n: PREFIX + "ASK { ex:s ex:p " + ", ".join(map(str, range(n))) + " }",
    "unclosed": lambda n: "ASK { FILTER(" + "(" * n,
    "unclosed groups": lambda n: "ASK " + "{" * n,
    "mixed": lambda n: "ASK " + "{ FILTER EXISTS {[] a (" * n,
    "closers": lambda n: "ASK {}" + "})]" * n,
    "one word": lambda n: "A" * n,
    "one name": lambda n: f"ASK {{ ?{'x' * n} ?p ?o }}",
    "one IRI": lambda n: f"ASK {{ <urn:{'x' * n}> ?p ?o }}",
    "aggregates": lambda n: "SELECT (" + "SUM(" * n + "1" + ")" * n + " AS ?x) {}",
    "concatenated": lambda n: "SELECT (CONCAT(" + ", ".join(["'a'"] * n) + ") AS ?x) {}",
    "prologue": lambda n: "".join(f"PREFIX p{at}: <urn:{at}> " for at in range(n)) + "ASK {}",
    "escapes": lambda n: "ASK { ?s ?p '" + "\\\\" * n + "' }",
}
"""Queries that nest, or repeat, so many times."""
DEEPER = ("groups", "filters", "nots", "minuses", "pluses", "ors", "path sequence", "unclosed", "closers", "mixed")


@pytest.fixture(scope="module")
def server(start: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a few triples, where a query may run for a second."""
    path = tmp_path_factory.mktemp("errors") / "data.ttl"
    path.write_text("".join(f"<urn:s{at}> <urn:p> <urn:s{at + 1}> .\n" for at in range(5)), encoding="utf-8")
    with start("--data", str(path), "--timeout", "0.7", "--memory", "512", "--body-timeout", "0.5") as running:
        yield running


def test_no_case_is_lost() -> None:
    assert (len(ERRORS), len(AUDIENCES), len(TOLERATED), len(NESTED), len(DEEPER)) == (38, 8, 18, 40, 10)


def check(answer: Answer, status: int) -> None:
    """A problem as RFC 9457 has it, of which nothing leaks."""
    assert (answer.status, answer.media) == (status, PROBLEM), answer.text[:500]
    problem = answer.json
    assert problem.keys() >= {"type", "title", "status", "detail"}
    assert problem["status"] == status
    assert re.match(r"(urn|https?):\S+$|about:blank$", problem["type"])
    assert len(problem["detail"]) > 15
    assert len(problem["detail"]) < 3000
    assert not LEAKS.search(answer.text), LEAKS.search(answer.text)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert int(answer.headers["content-length"]) == len(answer.body)


@pytest.mark.parametrize(("method", "target", "status", "words"), ERRORS, ids=[f"{c[0]} {c[1][-50:]}" for c in ERRORS])
def test_errors_are_problems(server: str, method: str, target: str, status: int, words: tuple[str, ...]) -> None:
    answer = send(server, target, method=method, body=b"" if method in ("PUT", "POST") else None)
    check(answer, status)
    assert [word for word in words if word not in answer.json["detail"]] == [], answer.json["detail"]


@pytest.mark.parametrize("target", [case[1] for case in ERRORS if case[0] == "GET"], ids=lambda text: text[-50:])
def test_head_of_an_error(server: str, target: str) -> None:
    got, head = send(server, target), send(server, target, method="HEAD")
    assert (head.status, head.body, head.headers["content-type"]) == (got.status, b"", got.headers["content-type"])


@pytest.mark.parametrize(("accept", "media"), AUDIENCES)
@pytest.mark.parametrize(
    "target", ["/nowhere", "/sparql?query=nonsense", "/sparql?query=ASK%7B%7D&default-graph-uri=x"]
)
def test_errors_suit_their_audience(server: str, target: str, accept: str | None, media: str) -> None:
    answer = send(server, target, headers=[] if accept is None else [("Accept", accept)])
    assert (answer.status in (400, 404, 406 if accept == PROBLEM else 400), answer.media) == (True, media)
    assert not LEAKS.search(answer.text)


def test_one_type_has_one_title(server: str) -> None:
    problems = [send(server, target).json for method, target, *_ in ERRORS if method == "GET"]
    titles = {(problem["type"], problem["title"]) for problem in problems}
    assert len(titles) == len({kind for kind, _ in titles})
    assert len(titles) >= 4


@pytest.mark.parametrize("query", TOLERATED)
def test_evaluation_errors_are_unbound(server: str, query: str) -> None:
    answer = ask(server, "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> " + query)
    assert answer.status == 200, answer.text


@pytest.mark.parametrize("name", ["<http://example.org/f>", "ex:f", "<http://www.w3.org/2001/XMLSchema#no>", "<urn:é>"])
def test_an_unknown_function(server: str, name: str) -> None:
    """Either it is named, or its value is an error of evaluation; never a fault of ours."""
    answer = ask(server, PREFIX + f"SELECT ({name}(1) AS ?x) {{}}")
    if answer.status == 200:
        assert answer.json["results"]["bindings"] == [{}]
    else:
        check(answer, 400)
        assert "function" in answer.json["detail"].lower()


@pytest.mark.parametrize(("shape", "count"), [*((shape, 10_000) for shape in NESTED), *((s, 100_000) for s in DEEPER)])
def test_nesting(server: str, shape: str, count: int) -> None:
    answer = ask(server, NESTED[shape](count), seconds=8)
    if answer.status != 200:
        assert answer.status in (400, 413, 503, 504)
        check(answer, answer.status)
    assert answer.seconds < 4
    after = quick(server)
    assert (after.status, after.seconds < 1) == (200, True)


@pytest.mark.parametrize(
    "shape", ["groups", "filters", "optionals", "path brackets", "collections", "blank nodes", "functions"]
)
def test_modest_nesting_is_answered(server: str, shape: str) -> None:
    """What a person or a program may well write is not refused."""
    assert ask(server, NESTED[shape](12)).status == 200


def test_a_body_that_stalls(server: str) -> None:
    sent = request("/sparql", method="POST", headers=[("Content-Type", DIRECT), ("Content-Length", "9")]) + b"ASK"
    (answer,), closed = exchange(server, sent, seconds=5)
    check(answer, 408)
    assert (closed, answer.seconds < 2) == (True, True)


@pytest.mark.parametrize("place", ["format", "timeout", "default-graph-uri", "graph", "path", "Accept", "Content-Type"])
def test_an_error_quotes_no_more_than_it_needs(server: str, place: str) -> None:
    long = "x" * 20_000
    if place in ("Accept", "Content-Type"):
        answer = send(server, "/sparql?query=ASK%7B%7D", method="POST", headers=[(place, long)], body=b"")
    elif place == "path":
        answer = send(server, "/" + long)
    else:
        answer = send(
            server, f"/graphs?graph={long}" if place == "graph" else f"/sparql?query=ASK%7B%7D&{place}={long}"
        )
    assert answer.status in (400, 404, 406, 414, 415, 431)
    assert len(answer.body) < 5000
