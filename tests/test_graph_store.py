"""The read half of the Graph Store HTTP Protocol over a real server.

The W3C's tests (sparql11/graph-store-protocol) write before they read, so they cannot run against a service that only
reads: here what they write is loaded beforehand, and what they read is asked.
"""

from collections.abc import Iterator

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from client import PROBLEM, SECURITY, fetch
from conftest import Server

HEAD = "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n@prefix v: <http://www.w3.org/2006/vcard/ns#> .\n"
PERSON = "<http://www.example/gsp/person/{}> a foaf:Person ; foaf:businessCard [ a v:VCard ; v:fn {} ] ."
ALICE = '[] a foaf:Person ; foaf:businessCard [ a v:VCard ; v:given-name "Alice" ] .'
JOHN, JANE = PERSON.format(1, '"John Doe"'), PERSON.format(2, '"Jane Doe"')
BASE = "http://www.example/gsp/person/"
DATA = f"{HEAD}{ALICE}\n<{BASE}1.ttl> {{ {JOHN} }}\n<{BASE}%31.ttl> {{ {JANE} }}\n"
TURTLE, NTRIPLES, JSONLD, RDFXML = "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"

READS = [
    ("put_get_repeat_indirect", "graph=http%3A%2F%2Fwww.example%2Fgsp%2Fperson%2F1.ttl", JOHN),
    ("put_get_uri_pct_encoded_indirect", f"graph={BASE}1.ttl", JOHN),
    ("put_get_uri_pct_encoded_twice, first", f"graph={BASE}%31.ttl", JOHN),
    ("put_get_uri_pct_encoded_twice, second", f"graph={BASE}%2531.ttl", JANE),
    ("put_get_default", "default", ALICE),
    ("put_get_default, with an empty value", "default=", ALICE),
]
"""A test of the W3C, what it asks, and what that graph holds; post_get_* read as put_get_* do."""

ABSENT = [
    ("head_non_existing_indirect", "graph=http%3A%2F%2Fwww.example%2Fgsp%2Fperson%2F4.ttl"),
    ("put_delete_get_delete_indirect", "graph=http%3A%2F%2Fwww.example%2Fgsp%2Fperson%2F2.ttl"),
    ("a subject that is no graph", f"graph={BASE}1"),
]

NEGOTIATED: list[tuple[str | None, str]] = [
    (None, TURTLE),
    ("*/*", TURTLE),
    (TURTLE, TURTLE),
    (NTRIPLES, NTRIPLES),
    (JSONLD, JSONLD),
    (RDFXML, RDFXML),
    (f"{TURTLE};q=0.3, {JSONLD};q=0.8", JSONLD),
    (f"{TURTLE};q=0, {RDFXML};q=0.1", RDFXML),
]
"""What a client accepts, and what it gets."""

INVALID = [
    ("no graph named", ""),
    ("both", f"default&graph={BASE}1.ttl"),
    ("two graphs", f"graph={BASE}1.ttl&graph={BASE}%2531.ttl"),
    ("no value", "graph="),
    ("relative", "graph=person/1.ttl"),
    ("not an IRI", "graph=http://www.example/a%20b"),
]
"""Requests that do not name exactly one graph."""

WRITES = ("PUT", "POST", "DELETE", "PATCH")
TARGETS = ("", "default", f"graph={BASE}1.ttl", f"graph={BASE}4.ttl")


@pytest.fixture(scope="module")
def graphs(start: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the graph store of a server over DATA."""
    path = tmp_path_factory.mktemp("data") / "data.trig"
    path.write_text(DATA, encoding="utf-8")
    with start("--data", str(path)) as running:
        yield running + "/graphs"


def graph(text: str | bytes, media: str = TURTLE) -> Graph:
    """A graph read by a parser of its format."""
    return Graph().parse(data=text, format=media)


def test_no_case_is_lost() -> None:
    assert (len(READS), len(ABSENT), len(NEGOTIATED), len(INVALID)) == (6, 3, 8, 6)
    assert len(WRITES) * len(TARGETS) == 16


@pytest.mark.parametrize(("query", "held"), [case[1:] for case in READS], ids=[case[0] for case in READS])
def test_get(graphs: str, query: str, held: str) -> None:
    reply = fetch(f"{graphs}?{query}", accept=TURTLE)
    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/turtle; charset=utf-8"), reply.text
    assert isomorphic(graph(reply.body), graph(HEAD + held))


@pytest.mark.parametrize("query", [case[1] for case in READS], ids=[case[0] for case in READS])
def test_head(graphs: str, query: str) -> None:
    """A HEAD says what a GET says, and sends nothing (head_existing_indirect)."""
    head, get = fetch(f"{graphs}?{query}", method="HEAD", accept=TURTLE), fetch(f"{graphs}?{query}", accept=TURTLE)
    assert (head.status, head.headers["Content-Type"], head.body) == (200, get.headers["Content-Type"], b"")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("query", [case[1] for case in ABSENT], ids=[case[0] for case in ABSENT])
def test_a_graph_that_is_not_there(graphs: str, method: str, query: str) -> None:
    reply = fetch(f"{graphs}?{query}", method=method, accept=TURTLE)
    assert (reply.status, reply.media) == (404, PROBLEM)
    if method == "GET":
        assert BASE in reply.json["detail"], "names the graph"


@pytest.mark.parametrize(("accept", "media"), NEGOTIATED)
@pytest.mark.parametrize(
    ("query", "held"), [("default", ALICE), (f"graph={BASE}1.ttl", JOHN)], ids=["default", "named"]
)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_negotiation(graphs: str, query: str, held: str, accept: str | None, media: str) -> None:
    reply = fetch(f"{graphs}?{query}", accept=accept)
    assert (reply.status, reply.media) == (200, media), reply.text
    assert isomorphic(graph(reply.body, media), graph(HEAD + held))
    assert "Accept" in reply.headers["Vary"].split(", ")
    assert all(reply.headers[name] for name in SECURITY)


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "application/sparql-results+json"])
def test_nothing_acceptable(graphs: str, accept: str) -> None:
    reply = fetch(f"{graphs}?default", accept=accept)
    assert (reply.status, reply.media) == (406, PROBLEM)
    assert TURTLE in reply.json["detail"]


@pytest.mark.parametrize("query", [case[1] for case in INVALID], ids=[case[0] for case in INVALID])
def test_one_graph_must_be_named(graphs: str, query: str) -> None:
    reply = fetch(f"{graphs}?{query}", accept=TURTLE)
    assert (reply.status, reply.media) == (400, PROBLEM), reply.text
    assert "graph" in reply.json["detail"]


@pytest.mark.parametrize("query", TARGETS, ids=["nothing", "default", "there", "not there"])
@pytest.mark.parametrize("method", WRITES)
def test_writes_are_refused(graphs: str, method: str, query: str) -> None:
    body = None if method == "DELETE" else (HEAD + JANE).encode()
    reply = fetch(f"{graphs}?{query}", method=method, body=body, content_type=TURTLE if body else None)
    assert (reply.status, reply.media) == (405, PROBLEM), reply.text
    allowed = set(reply.headers["Allow"].split(", "))
    assert {"GET", "HEAD"} <= allowed
    assert not allowed & set(WRITES)
    assert isomorphic(graph(fetch(f"{graphs}?graph={BASE}1.ttl", accept=TURTLE).body), graph(HEAD + JOHN))


def test_an_empty_default_graph_is_there(start: Server, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The default graph always exists: without statements it is an empty 200, no 404."""
    path = tmp_path_factory.mktemp("data") / "data.trig"
    path.write_text(f"{HEAD}<{BASE}1.ttl> {{ {JOHN} }}", encoding="utf-8")
    with start("--data", str(path)) as running:
        reply = fetch(running + "/graphs?default", accept=TURTLE)
    assert (reply.status, reply.media, len(graph(reply.body))) == (200, TURTLE, 0)
