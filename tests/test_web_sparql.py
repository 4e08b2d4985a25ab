"""The SPARQL 1.1 Protocol over a real server: operations, negotiation, datasets, errors."""

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, RdfFormat, parse

from client import PROBLEM, SECURITY, Reply, address, fetch
from conftest import Server
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS

DATA = """\
@prefix ex: <http://example.org/> .
ex:a ex:says "default" .
ex:one { ex:a ex:says "one" . }
ex:two { ex:a ex:says "two" . }
"""
SELECT = "SELECT ?x { <http://example.org/a> <http://example.org/says> ?x }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ASK = "ASK { <http://example.org/a> ?p ?o }"
ONE, TWO = "http://example.org/one", "http://example.org/two"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
JSON, XML, CSV, TSV = RESULT_FORMATS.values()
TURTLE, NTRIPLES, JSONLD, RDFXML = GRAPH_FORMATS.values()
PARSERS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
HTML = "text/html"

OPERATIONS = ("get", "form", "form with charset", "direct", "direct with charset")
TEXTS = ("100%", "100%25", "a+b", "a b", "é", "Åland", "数", "a&b=c;d", 'a "quoted" \\ word', "two\nlines", "#?<x>")

RESULTS: list[tuple[str | None, str]] = [
    (None, JSON),
    ("", JSON),
    ("*/*", JSON),
    ("application/*", JSON),
    ("application/json", JSON),
    ("application/xml", XML),
    (JSON, JSON),
    (XML, XML),
    (CSV, CSV),
    (TSV, TSV),
    ("TEXT/CSV", CSV),
    (f"image/png, {CSV}", CSV),
    (f"{CSV};q=0.5, {XML};q=0.9", XML),
    (f"{CSV};q=0.9, {XML};q=0.5", CSV),
    (f"{JSON};q=0, {XML}", XML),
    (f"{JSON};q=0, {XML};q=0, {TSV};q=0.001", TSV),
    (f"*/*;q=0.1, {TSV}", TSV),
    (f"{JSON};charset=utf-8", JSON),
    (f"{CSV}; charset=utf-8; q=0.9, {XML}; q=0.5", CSV),
    (f"{CSV}, text/html;q=0.1", CSV),
    ("text/html", HTML),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
]
"""What a client accepts of a SELECT or ASK query, and what it gets."""

GRAPHS: list[tuple[str | None, str]] = [
    (None, TURTLE),
    ("*/*", TURTLE),
    ("text/plain", NTRIPLES),
    ("application/json", JSONLD),
    ("application/x-turtle", TURTLE),
    (TURTLE, TURTLE),
    (NTRIPLES, NTRIPLES),
    (JSONLD, JSONLD),
    (RDFXML, RDFXML),
    (f"{TURTLE};charset=utf-8", TURTLE),
    (f"{TURTLE};q=0.3, {JSONLD};q=0.8", JSONLD),
    (f"{TURTLE};q=0, {RDFXML};q=0.1", RDFXML),
    (f"{JSON}, */*;q=0.1", TURTLE),
    (f"{NTRIPLES}, text/html;q=0.1", NTRIPLES),
    ("text/html", HTML),
]
"""What a client accepts of a CONSTRUCT or DESCRIBE query, and what it gets."""

UNION = "SELECT ?x { { ?s ?p ?x } UNION { GRAPH ?g { ?s ?p ?x } } }"
DATASETS = [
    ("the store's own", SELECT, (), (), {"default"}),
    ("a default graph", SELECT, (ONE,), (), {"one"}),
    ("two default graphs", SELECT, (ONE, TWO), (), {"one", "two"}),
    ("a default graph hides the named", UNION, (ONE,), (), {"one"}),
    ("a named graph", UNION, (), (TWO,), {"two"}),
    ("two named graphs", UNION, (), (ONE, TWO), {"one", "two"}),
    ("a named graph empties the default", SELECT, (), (ONE,), set()),
    ("both", UNION, (ONE,), (TWO,), {"one", "two"}),
    ("an unknown graph", UNION, ("http://example.org/nowhere",), (), set()),
    ("the protocol overrules FROM", SELECT.replace("{", f"FROM <{ONE}> {{", 1), (TWO,), (), {"two"}),
    ("FROM alone", SELECT.replace("{", f"FROM <{ONE}> {{", 1), (), (), {"one"}),
]

Request = dict[str, Any]
ERRORS: list[tuple[str, Request, int, tuple[str, ...]]] = [
    ("no query among the parameters", {"query": "format=json"}, 400, ("0 queries", "exactly one")),
    ("no query in a form", {"body": b"", "content_type": FORM}, 400, ("0 queries", "exactly one")),
    ("two queries", {"query": "query=ASK%7B%7D&query=ASK%7B%7D"}, 400, ("2 queries", "exactly one")),
    (
        "two queries in a form",
        {"body": b"query=ASK%7B%7D&query=ASK%7B%7D", "content_type": FORM},
        400,
        ("2 queries", "exactly one"),
    ),
    (
        "a query in the URL and in the body",
        {"query": "query=ASK%7B%7D", "body": b"ASK{}", "content_type": DIRECT},
        400,
        ("2 queries", "exactly one"),
    ),
    ("an empty query", {"query": "query="}, 400, ("1:1", "grammar")),
    ("syntax", {"query": urlencode({"query": "SELECT * {\n  ?s ?p }"})}, 400, ("2:10", "grammar")),
    ("an update", {"query": urlencode({"query": "CLEAR ALL"})}, 400, ("1:", "grammar")),
    ("undeclared prefix", {"query": urlencode({"query": "ASK { ?s a no:Such }"})}, 400, ("1:", "refix", "grammar")),
    ("unknown format", {"query": "query=ASK%7B%7D&format=xls"}, 406, ("'xls'", "json, xml, csv, tsv")),
    (
        "the format of a graph for rows",
        {"query": "query=ASK%7B%7D&format=turtle"},
        406,
        ("'turtle'", "json, xml, csv, tsv"),
    ),
    (
        "the format of rows for a graph",
        {"query": urlencode({"query": CONSTRUCT, "format": "csv"})},
        406,
        ("'csv'", "turtle, ntriples, jsonld, rdfxml"),
    ),
    ("nothing acceptable", {"query": "query=ASK%7B%7D", "accept": "image/png"}, 406, ("image/png", JSON, CSV)),
    ("everything refused", {"query": "query=ASK%7B%7D", "accept": "*/*;q=0"}, 406, ("*/*;q=0", JSON)),
    (
        "rows for a graph",
        {"query": urlencode({"query": CONSTRUCT}), "accept": JSON},
        406,
        (JSON, TURTLE),
    ),
    ("a body of text", {"body": b"ASK{}", "content_type": "text/plain"}, 415, ("text/plain", DIRECT, FORM)),
    (
        "an update's body",
        {"body": b"CLEAR ALL", "content_type": "application/sparql-update"},
        415,
        ("application/sparql-update", DIRECT),
    ),
    ("a body of no type", {"body": b"ASK{}", "content_type": ""}, 415, ("no content type", DIRECT)),
    ("PUT", {"body": b"ASK{}", "content_type": DIRECT, "method": "PUT"}, 405, ("PUT", "GET", "POST")),
    ("DELETE", {"method": "DELETE"}, 405, ("DELETE", "GET", "POST")),
    ("PATCH", {"body": b"ASK{}", "content_type": DIRECT, "method": "PATCH"}, 405, ("PATCH", "GET", "POST")),
    (
        "a default graph that is no IRI",
        {"query": "query=ASK%7B%7D&default-graph-uri=a%20b"},
        400,
        ("'a b'", "IRI of a graph"),
    ),
    (
        "a named graph that is no IRI",
        {"query": "query=ASK%7B%7D&named-graph-uri=relative"},
        400,
        ("'relative'", "IRI of a graph"),
    ),
    ("a body that is not UTF-8", {"body": b"ASK { ?s ?p '\xff' }", "content_type": DIRECT}, 400, ("byte 13", "UTF-8")),
]
"""A request, its status, and words of its message: the culprit and the remedy."""


@pytest.fixture(scope="module")
def server(start: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over DATA."""
    path = tmp_path_factory.mktemp("data") / "data.trig"
    path.write_text(DATA, encoding="utf-8")
    with start("--data", str(path)) as running:
        yield running


def ask(server: str, operation: str, query: str, *parameters: tuple[str, str], accept: str | None = None) -> Reply:
    """Send a query by one of the three operations of the protocol."""
    how, _, charset = operation.partition(" ")
    suffix = "; charset=UTF-8" if charset else ""
    if how == "get":
        return fetch(address(server, "/sparql", ("query", query), *parameters), accept=accept)
    if how == "form":
        body = urlencode([("query", query), *parameters]).encode()
        return fetch(server + "/sparql", body=body, content_type=FORM + suffix, accept=accept)
    url = address(server, "/sparql", *parameters)
    return fetch(url, body=query.encode(), content_type=DIRECT + suffix, accept=accept)


def values(reply: Reply) -> list[str]:
    """The values of ?x in a JSON reply."""
    assert reply.status == 200, reply.text
    return [row["x"]["value"] for row in reply.json["results"]["bindings"]]


def test_no_case_is_lost() -> None:
    assert len(OPERATIONS) * len(TEXTS) == 55
    assert (len(RESULTS), len(GRAPHS), len(DATASETS), len(ERRORS)) == (22, 15, 11, 24)
    assert len(RESULT_FORMATS) + len(GRAPH_FORMATS) == 8


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("text", TEXTS)
def test_the_query_arrives_intact(server: str, operation: str, text: str) -> None:
    reply = ask(server, operation, f"# 100% a+b é\nSELECT ?x {{ VALUES ?x {{ {Literal(text)} }} }}")
    assert values(reply) == [text]


@pytest.mark.parametrize(("accept", "media"), RESULTS)
@pytest.mark.parametrize("query", [SELECT, ASK])
def test_results_are_negotiated(server: str, query: str, accept: str | None, media: str) -> None:
    reply = ask(server, "get", query, accept=accept)
    assert (reply.status, reply.media) == (200, media)
    assert reply.headers.get_content_charset() == "utf-8"


@pytest.mark.parametrize(("accept", "media"), GRAPHS)
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE <http://example.org/a>"])
def test_graphs_are_negotiated(server: str, query: str, accept: str | None, media: str) -> None:
    reply = ask(server, "get", query, accept=accept)
    assert (reply.status, reply.media) == (200, media)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("accept", [JSON, "text/html", ""])
def test_every_answer_varies_by_accept(server: str, operation: str, accept: str) -> None:
    assert ask(server, operation, SELECT, accept=accept).headers["Vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize(("form", "media"), RESULT_FORMATS.items())
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("accept", [None, "image/png", "text/html", XML])
def test_format_overrules_accept(server: str, operation: str, accept: str | None, form: str, media: str) -> None:
    reply = ask(server, operation, SELECT, ("format", form), accept=accept)
    assert (reply.status, reply.media) == (200, media)
    assert rows_of(reply.text, form) == ["default"]


def rows_of(text: str, form: str) -> list[str]:
    """The values of ?x in a result, read by a parser of its format."""
    if form == "json":
        return [row["x"]["value"] for row in json.loads(text)["results"]["bindings"]]
    if form == "xml":
        return [str(found.text) for found in ElementTree.fromstring(text).iter() if found.tag.endswith("}literal")]
    head, *rows = csv.reader(io.StringIO(text), delimiter="," if form == "csv" else "\t")
    assert head == (["x"] if form == "csv" else ["?x"])
    return [row[0].strip('"') for row in rows]


@pytest.mark.parametrize(("form", "media"), GRAPH_FORMATS.items())
@pytest.mark.parametrize("accept", [None, "image/png", "text/html", RDFXML])
def test_format_of_a_graph(server: str, accept: str | None, form: str, media: str) -> None:
    reply = ask(server, "get", CONSTRUCT, ("format", form), accept=accept)
    assert (reply.status, reply.media) == (200, media)
    (quad,) = parse(reply.body, format=PARSERS[form])
    assert (quad.subject.value, quad.object.value) == ("http://example.org/a", "default")  # type: ignore[union-attr]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(("query", "default", "named", "found"), [case[1:] for case in DATASETS], ids=lambda _: "")
def test_dataset(
    server: str, operation: str, query: str, default: tuple[str, ...], named: tuple[str, ...], found: set[str]
) -> None:
    graphs = [("default-graph-uri", iri) for iri in default] + [("named-graph-uri", iri) for iri in named]
    assert set(values(ask(server, operation, query, *graphs))) == found


def test_a_boolean(server: str) -> None:
    assert ask(server, "get", ASK).json == {"head": {}, "boolean": True}
    assert ask(server, "get", ASK, ("format", "csv")).text.strip() == "true"


def test_head_has_no_body(server: str) -> None:
    url = address(server, "/sparql", ("query", ASK))
    reply = fetch(url, method="HEAD")
    assert (reply.status, reply.media, reply.body) == (200, JSON, b"")


@pytest.mark.parametrize(("request_", "status", "words"), [case[1:] for case in ERRORS], ids=[c[0] for c in ERRORS])
def test_errors_name_culprit_and_remedy(server: str, request_: Request, status: int, words: tuple[str, ...]) -> None:
    reply = send(server, request_)
    assert (reply.status, reply.media) == (status, PROBLEM), reply.text
    assert reply.json.keys() == {"type", "title", "status", "detail"}
    assert reply.json["status"] == status
    assert reply.json["type"].startswith("urn:mandategraph:problem:")
    lacking = [word for word in words if word not in reply.json["detail"]]
    assert not lacking, reply.json["detail"]
    assert "\n" not in reply.json["detail"]


@pytest.mark.parametrize("request_", [case[1] for case in ERRORS], ids=[case[0] for case in ERRORS])
@pytest.mark.parametrize("accept", [None, "text/html"])
def test_errors_have_no_stack_trace(server: str, request_: Request, accept: str | None) -> None:
    text = send(server, {"accept": accept} | request_ if accept else request_).text
    assert not [trace for trace in ("Traceback", 'File "', ".py", "pyoxigraph") if trace in text]


@pytest.mark.parametrize("request_", [case[1] for case in ERRORS], ids=[case[0] for case in ERRORS])
def test_errors_have_the_security_headers(server: str, request_: Request) -> None:
    assert all(send(server, request_).headers[name] for name in SECURITY)


@pytest.mark.parametrize("accept", [JSON, CSV, TURTLE, "text/html"])
@pytest.mark.parametrize("query", [SELECT, CONSTRUCT, ASK, "nonsense"])
def test_answers_have_the_security_headers(server: str, query: str, accept: str) -> None:
    headers = ask(server, "get", query, accept=accept).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Server"] == "mandategraph"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("accept", [None, "text/html"])
def test_405_allows(server: str, method: str, accept: str | None) -> None:
    reply = fetch(server + "/sparql", method=method, accept=accept)
    assert reply.status == 405
    assert {"GET", "HEAD", "POST"} <= set(reply.headers["Allow"].split(", "))


def test_a_page_not_found(server: str) -> None:
    reply = fetch(server + "/nowhere")
    assert (reply.status, reply.media) == (404, PROBLEM)
    assert "/nowhere" in reply.json["detail"]


def send(server: str, request: Request) -> Reply:
    """Send a request of the table of errors."""
    given = dict(request)
    return fetch(f"{server}/sparql?{given.pop('query', '')}", **given)
