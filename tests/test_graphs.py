"""The graph store over the shipped graph: each graph as the dump has it, the page, and what a request may name.

The protocol itself is tested over a file in test_graph_store.py.
"""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from client import PROBLEM, fetch
from mandategraph.settings import Settings
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.engine import GRAPH_FORMATS
from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import GRAPH
from mandategraph.web import create_app
from mandategraph.web.service import SERVED, Served
from small import quads
from test_web_pages import BROWSER, PARSERS, Page

THINGS = GRAPH + "things"
INVALID = {
    "": "0 graphs",
    "graph": "not an absolute IRI",
    "graph=": "not an absolute IRI",
    "graph=things": "not an absolute IRI",
    "graph=//host/things": "not an absolute IRI",
    f"default&graph={THINGS}": "2 graphs",
    f"graph={THINGS}&graph={THINGS}": "2 graphs",
    f"graph={quote(THINGS + '> } GRAPH ?g {', safe='')}": "not an absolute IRI",
    f"graph={quote(quote(THINGS, safe=''), safe='')}": "not an absolute IRI",
    "graph=http%3A%2F%2Fexample.org%2F%FF": "not UTF-8",
}
"""What a request names, and what its problem says."""

ABSENT = (THINGS.upper(), THINGS + "/", GRAPH, "urn:x", "http://example.org/é", "http://example.org/%C3%A9")
"""IRIs of no graph."""


@pytest.fixture(scope="module")
def client(snapshot: Snapshot) -> FlaskClient:
    """The application over the shipped graph."""
    return create_app(Settings(snapshots=snapshot.folder.parent)).test_client()


@pytest.fixture(scope="module")
def graphs(snapshot: Snapshot) -> dict[str, set[Triple]]:
    """The triples of each graph as the dump has them; the default graph by the empty name."""
    found: dict[str, set[Triple]] = {}
    for quad in quads(snapshot):
        name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        found.setdefault(name, set()).add(quad.triple)
    return found


def shape(triples: set[Triple]) -> set[str]:
    """The triples without the labels of blank nodes, which no format has to keep."""
    return {" ".join("_" if str(term).startswith("_:") else str(term) for term in triple) for triple in triples}


def test_no_case_is_lost(graphs: dict[str, set[Triple]]) -> None:
    assert (len(INVALID), len(ABSENT)) == (10, 6)
    assert len(graphs) > 300


def test_each_graph_is_whole(client: FlaskClient, graphs: dict[str, set[Triple]]) -> None:
    for name, triples in graphs.items():
        reply = client.get(
            "/graphs", query_string={"graph": name, "format": "ntriples"} if name else "default&format=ntriples"
        )
        assert reply.status_code == 200
        read = {quad.triple for quad in parse(reply.data, format=RdfFormat.N_TRIPLES)}
        assert len(read) == len(triples)
        assert shape(read) == shape(triples), name


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_formats(client: FlaskClient, graphs: dict[str, set[Triple]], form: str) -> None:
    for reply in (
        client.get("/graphs", query_string={"graph": THINGS, "format": form}, headers={"Accept": BROWSER}),
        client.get("/graphs", query_string={"graph": THINGS}, headers={"Accept": GRAPH_FORMATS[form]}),
    ):
        assert (reply.status_code, reply.mimetype) == (200, GRAPH_FORMATS[form])
        assert {quad.triple for quad in parse(reply.data, format=PARSERS[form])} == graphs[THINGS]


@pytest.mark.parametrize(("query", "part"), INVALID.items())
def test_exactly_one_graph_is_named(client: FlaskClient, query: str, part: str) -> None:
    reply = client.get("/graphs?" + query, headers={"Accept": "text/turtle"})
    assert (reply.status_code, reply.mimetype) == (400, PROBLEM), reply.text
    assert part in reply.get_json()["detail"]


@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle", "application/json"])
def test_a_program_that_names_none_is_told_how(client: FlaskClient, accept: str | None) -> None:
    reply = client.get("/graphs", headers={"Accept": accept} if accept else {})
    assert (reply.status_code, reply.mimetype) == (400, PROBLEM)
    assert "/graphs?default" in reply.get_json()["detail"]
    assert "/graphs?graph=IRI" in reply.get_json()["detail"]


@pytest.mark.parametrize("name", ABSENT)
def test_a_graph_that_is_not_there(client: FlaskClient, name: str) -> None:
    reply = client.get("/graphs", query_string={"graph": name}, headers={"Accept": "text/turtle"})
    assert (reply.status_code, reply.mimetype) == (404, PROBLEM), reply.text
    assert f"there is no graph {name}" in reply.get_json()["detail"]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_nothing_is_written(client: FlaskClient, method: str) -> None:
    reply = client.open("/graphs?default", method=method, data=b"", headers={"Accept": "text/turtle"})
    assert (reply.status_code, reply.mimetype) == (405, PROBLEM)
    assert reply.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert f"{method} does nothing on /graphs; use GET, HEAD, OPTIONS" in reply.get_json()["detail"]


def test_the_page_lists_each_graph(client: FlaskClient, graphs: dict[str, set[Triple]]) -> None:
    reply = client.get("/graphs", headers={"Accept": BROWSER})
    assert (reply.status_code, reply.mimetype) == (200, "text/html")
    page = Page(reply.text)
    assert not page.faults
    links = [link["href"] for link in page.all("a") if "format=" in link["href"]]
    assert len(links) == len(set(links)) == len(graphs) * len(GRAPH_FORMATS)
    assert f"{len(graphs) - 1} named graphs" in page.text()
    assert "1,495" in page.texts["td"]
    for link in links[:8]:
        assert client.get(link, headers={"Accept": BROWSER}).mimetype in GRAPH_FORMATS.values()
    for link in {link["href"] for link in page.all("a")} - {*links, "#main", "#all"}:
        assert client.get(link, headers={"Accept": BROWSER}).status_code == 200, link


def test_a_file_without_named_graphs(client: FlaskClient) -> None:
    """Its empty default graph is there; the page has only that."""
    served = {SERVED: Served(EmbeddedEngine(Store()), None)}
    reply = client.get("/graphs?default", environ_overrides=served)
    assert (reply.status_code, reply.mimetype, reply.data) == (200, "text/turtle", b"")
    page = Page(client.get("/graphs", headers={"Accept": BROWSER}, environ_overrides=served).text)
    assert not page.faults
    assert len(page.all("tr")) == 2


def test_names_in_a_file_stay_text(client: FlaskClient) -> None:
    store, name = Store(), "urn:'&amp;é"
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"), NamedNode(name)))
    served = {SERVED: Served(EmbeddedEngine(store), None)}
    page = Page(client.get("/graphs", headers={"Accept": BROWSER}, environ_overrides=served).text)
    assert name in page.texts["a"]
    (link,) = [link["href"] for link in page.all("a") if "format=turtle" in link["href"] and "graph=" in link["href"]]
    reply = client.get(link, environ_overrides=served)
    assert [str(quad.object) for quad in parse(reply.data, format=RdfFormat.TURTLE)] == ["<urn:c>"]


def test_a_live_server(live: str, graphs: dict[str, set[Triple]]) -> None:
    reply = fetch(f"{live}/graphs?graph={quote(THINGS, safe='')}", accept="application/n-triples")
    assert {quad.triple for quad in parse(reply.body, format=RdfFormat.N_TRIPLES)} == graphs[THINGS]
    whole = fetch(f"{live}/graphs?default", accept="application/n-triples")
    assert shape({quad.triple for quad in parse(whole.body, format=RdfFormat.N_TRIPLES)}) == shape(graphs[""])
    head = fetch(f"{live}/graphs?graph={quote(THINGS, safe='')}", method="HEAD", accept="application/n-triples")
    assert (head.status, head.headers["Content-Length"], head.body) == (200, str(len(reply.body)), b"")
    assert fetch(live + "/graphs", accept=BROWSER).media == "text/html"
    assert fetch(live + "/graphs").status == 400
