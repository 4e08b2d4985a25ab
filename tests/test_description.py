"""The description of service and dataset: true to the graph, the same in each format, and what the W3C asks of it."""

import hashlib
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from client import PROBLEM, fetch
from mandategraph.settings import Settings
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS
from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import DCTERMS, ID, OWL, RDF
from mandategraph.web import create_app
from mandategraph.web.service import SERVED, Served
from small import quads

SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
DCAT, SPDX = "http://www.w3.org/ns/dcat#", "http://spdx.org/rdf/terms#"
PLACE, ROOT = "/.well-known/void", "http://localhost/"
PARSERS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
FORMATS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
"""The names below http://www.w3.org/ns/formats/ of the formats that the service has."""

NEGOTIATED = [
    (None, "text/turtle"),
    ("*/*", "text/turtle"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/turtle"),
    ("application/rdf+xml, text/turtle;q=0.5", "application/rdf+xml"),
    ("application/json", "application/ld+json"),
]
FILE = """\
@prefix ex: <http://example.org/ns#> .
ex:a a ex:Thing ; <urn:sample:says> "one", "two" . ex:b a ex:Thing .
ex:one { ex:a ex:knows ex:b . ex:b ex:knows ex:a . }
_:unnamed { ex:a ex:knows ex:a . }
"""


class Graph:
    """Triples, asked by subject and property."""

    def __init__(self, triples: set[Triple]) -> None:
        self.triples = triples

    @classmethod
    def read(cls, body: bytes, form: str = "turtle") -> "Graph":
        return cls({quad.triple for quad in parse(body, format=PARSERS[form])})

    def all(self, subject: Any, iri: str) -> list[Any]:
        return [t.object for t in self.triples if t.subject == subject and t.predicate.value == iri]

    def one(self, subject: Any, iri: str) -> Any:
        (found,) = self.all(subject, iri)
        return found

    def subjects(self, iri: str) -> list[Any]:
        return [triple.subject for triple in self.triples if triple.predicate.value == iri]

    def counts(self, subject: Any, part: str, key: str, number: str) -> dict[str, int]:
        parts = self.all(subject, VOID + part)
        return {self.one(p, VOID + key).value: int(self.one(p, VOID + number).value) for p in parts}


@pytest.fixture(scope="module")
def client(snapshot: Snapshot) -> FlaskClient:
    """The application over the shipped graph."""
    return create_app(Settings(snapshots=snapshot.folder.parent)).test_client()


@pytest.fixture(scope="module")
def described(client: FlaskClient) -> Graph:
    """The description of the shipped graph."""
    return Graph.read(client.get(PLACE).data)


@pytest.fixture(scope="module")
def statements(snapshot: Snapshot) -> list[Quad]:
    """All quads of the shipped graph."""
    return quads(snapshot)


DATASET, WHOLE = NamedNode(ROOT + ".well-known/void#dataset"), NamedNode(ROOT + "graphs?default")
SERVICE = NamedNode(ROOT + ".well-known/void#service")


def test_no_case_is_lost() -> None:
    assert FORMATS.keys() == RESULT_FORMATS.keys() | GRAPH_FORMATS.keys()
    assert (len(FORMATS), len(NEGOTIATED)) == (8, 5)


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_each_format_says_the_same(client: FlaskClient, described: Graph, form: str) -> None:
    reply = client.get(f"{PLACE}?format={form}")
    assert (reply.status_code, reply.mimetype) == (200, GRAPH_FORMATS[form])
    assert Graph.read(reply.data, form).triples == described.triples
    assert client.get(f"{PLACE}?format={form}").data == reply.data


@pytest.mark.parametrize(("accept", "media"), NEGOTIATED)
def test_negotiation(client: FlaskClient, accept: str | None, media: str) -> None:
    reply = client.get(PLACE, headers={"Accept": accept} if accept else {})
    assert (reply.status_code, reply.mimetype) == (200, media)


def test_nothing_acceptable(client: FlaskClient) -> None:
    reply = client.get(PLACE, headers={"Accept": "image/png"})
    assert (reply.status_code, reply.mimetype) == (406, PROBLEM)
    assert "text/turtle" in reply.get_json()["detail"]


def test_the_service(described: Graph) -> None:
    assert described.one(SERVICE, SD + "endpoint") == NamedNode(ROOT + "sparql")
    formats = {iri.value for iri in described.all(SERVICE, SD + "resultFormat")}
    assert formats == {f"http://www.w3.org/ns/formats/{name}" for name in FORMATS.values()}
    languages = {iri.value for iri in described.all(SERVICE, SD + "supportedLanguage")}
    assert languages == {SD + "SPARQL11Query", SD + "SPARQL12Query"}
    assert not described.subjects(SD + "feature")
    assert described.one(SERVICE, SD + "defaultDataset") == DATASET
    assert described.one(DATASET, SD + "defaultGraph") == WHOLE


def test_each_named_graph_is_there(client: FlaskClient, described: Graph, statements: list[Quad]) -> None:
    """With as many triples as are said; and none is left out."""
    there = Counter(quad.graph_name.value for quad in statements if isinstance(quad.graph_name, NamedNode))
    assert len(there) > 300
    named = described.all(DATASET, SD + "namedGraph")
    graphs = {described.one(node, SD + "name").value: described.one(node, SD + "graph") for node in named}
    assert {name: int(described.one(graph, VOID + "triples").value) for name, graph in graphs.items()} == there
    for name, graph in graphs.items():
        reply = client.get(graph.value.removeprefix(ROOT.removesuffix("/")) + "&format=ntriples")
        assert (reply.status_code, reply.data.count(b"\n")) == (200, there[name]), name


def test_counts(described: Graph, statements: list[Quad], snapshot: Snapshot) -> None:
    whole = [quad for quad in statements if isinstance(quad.graph_name, DefaultGraph)]
    types = [quad for quad in whole if quad.predicate.value == RDF + "type"]
    classes = Counter(quad.object.value for quad in types if isinstance(quad.object, NamedNode))
    properties = Counter(quad.predicate.value for quad in whole)
    assert described.counts(WHOLE, "classPartition", "class", "entities") == classes
    assert described.counts(WHOLE, "propertyPartition", "property", "triples") == properties
    numbers = {name: int(described.one(WHOLE, VOID + name).value) for name in ("triples", "entities", "classes")}
    assert numbers == {
        "triples": len(whole),
        "entities": len({quad.subject for quad in types}),
        "classes": len(classes),
    }
    assert int(described.one(WHOLE, VOID + "properties").value) == len(properties)
    assert int(described.one(DATASET, VOID + "triples").value) == len(statements) == snapshot.manifest.statements
    vocabularies = {iri.value for iri in described.all(DATASET, VOID + "vocabulary")}
    assert all(any(iri.startswith(space) for space in vocabularies) for iri in (*classes, *properties))
    assert all(any(iri.startswith(space) for iri in (*classes, *properties)) for space in vocabularies)


def test_the_dataset(described: Graph, snapshot: Snapshot) -> None:
    assert described.one(DATASET, DCTERMS + "license").value == "https://creativecommons.org/licenses/by/4.0/"
    assert described.one(DATASET, DCTERMS + "title").language == "en"
    assert described.one(DATASET, DCTERMS + "description").language == "en"
    assert described.one(DATASET, DCAT + "version") == Literal(snapshot.manifest.version)
    assert snapshot.manifest.program in described.one(DATASET, OWL + "versionInfo").value
    assert described.one(DATASET, VOID + "uriSpace") == Literal(ID)
    assert described.one(DATASET, VOID + "sparqlEndpoint") == NamedNode(ROOT + "sparql")
    assert not described.subjects(DCTERMS + "publisher")


def test_each_dump_is_as_it_is_said(client: FlaskClient, described: Graph) -> None:
    files = described.all(DATASET, DCAT + "distribution")
    addresses = {described.one(file, DCAT + "downloadURL").value for file in files}
    assert addresses == {iri.value for iri in described.all(DATASET, VOID + "dataDump")}
    assert {urlsplit(address).path for address in addresses} == {"/dumps/dump.nq.gz", "/dumps/dump.trig.gz"}
    for file in files:
        reply = client.get(urlsplit(described.one(file, DCAT + "downloadURL").value).path)
        assert described.one(file, DCAT + "compressFormat").value.endswith("/" + reply.mimetype)
        assert int(described.one(file, DCAT + "byteSize").value) == len(reply.data)
        checksum = described.one(file, SPDX + "checksum")
        assert described.one(checksum, SPDX + "checksumValue").value == hashlib.sha256(reply.data).hexdigest()
        assert described.one(checksum, SPDX + "algorithm") == NamedNode(SPDX + "checksumAlgorithm_sha256")


def test_addresses_follow_the_request(client: FlaskClient) -> None:
    body = client.get(PLACE, base_url="https://data.example:8443/").data
    assert ROOT.encode() not in body
    assert Graph.read(body).subjects(SD + "endpoint") == [
        NamedNode("https://data.example:8443/.well-known/void#service")
    ]


@pytest.mark.parametrize("host", ["a b", "a[b", "<x>", "::"])
def test_a_host_that_is_none(client: FlaskClient, host: str) -> None:
    reply = client.get(PLACE, headers={"Host": host, "Accept": "text/turtle"})
    assert (reply.status_code, reply.mimetype) == (400, PROBLEM)
    assert "Host" in reply.get_json()["detail"]


@pytest.fixture
def file_description(snapshot: Snapshot) -> Graph:
    """The description of a file that is served without a build."""
    store = Store()
    store.load(FILE.encode(), RdfFormat.TRIG)
    client = create_app(Settings(snapshots=snapshot.folder.parent)).test_client()
    client.environ_base[SERVED] = Served(EmbeddedEngine(store), None)
    return Graph.read(client.get(PLACE).data)


def test_a_file_is_described_without_what_is_ours(file_description: Graph) -> None:
    graph = file_description
    assert graph.counts(WHOLE, "classPartition", "class", "entities") == {"http://example.org/ns#Thing": 2}
    properties = {RDF + "type": 2, "urn:sample:says": 2}
    assert graph.counts(WHOLE, "propertyPartition", "property", "triples") == properties
    assert int(graph.one(WHOLE, VOID + "triples").value) == 4
    (named,) = graph.all(DATASET, SD + "namedGraph")
    assert graph.one(named, SD + "name").value == "http://example.org/ns#one"
    assert graph.one(named, SD + "graph").value == ROOT + "graphs?graph=http%3A%2F%2Fexample.org%2Fns%23one"
    assert {iri.value for iri in graph.all(DATASET, VOID + "vocabulary")} == {
        "http://example.org/ns#",
        RDF,
        "urn:sample:",
    }
    for iri in (DCTERMS + "license", DCTERMS + "title", VOID + "uriSpace", VOID + "dataDump", DCAT + "version"):
        assert not graph.subjects(iri)


@pytest.mark.parametrize("path", ["/sparql", PLACE])
def test_what_the_w3c_asks(live: str, path: str) -> None:
    """The rules of sparql11/service-description: returns-rdf, has-endpoint-triple and conforms-to-schema."""
    reply = fetch(live + path, accept="text/turtle, application/rdf+xml;q=0.9, application/n-triples;q=0.8")
    assert (reply.status, reply.media) == (200, "text/turtle"), reply.text
    graph = Graph.read(reply.body)
    (service,) = graph.subjects(SD + "endpoint")
    assert graph.one(service, SD + "endpoint").value == live + "/sparql"
    typed = [triple for triple in graph.triples if triple.predicate.value == RDF + "type"]
    kinds = {(triple.subject, str(triple.object)) for triple in typed}
    assert (service, f"<{SD}Service>") in kinds
    for name, kind in (("defaultGraph", "Dataset"), ("namedGraph", "Dataset"), ("name", "NamedGraph")):
        assert graph.subjects(SD + name)
        assert all((subject, f"<{SD}{kind}>") in kinds for subject in graph.subjects(SD + name))
    assert len(graph.subjects(SD + "name")) == len(graph.subjects(SD + "namedGraph"))
