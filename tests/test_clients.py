"""Clients of others, unmodified, against a real server over the shipped graph."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
import SPARQLWrapper
from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result

from client import PROBLEM, Reply
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS
from mandategraph.vocabulary import ID, MG

PROGRAMME, PARTNER = URIRef(ID + "programme/container-control-programme"), URIRef(MG + "partner")
PARAGRAPH = URIRef(ID + "document/sg-report-2017-06-30/paragraph/19")
PARTNERS = [URIRef(ID + "organization/icao"), URIRef(ID + "organization/wco")]
NAMES = [
    Literal("International Civil Aviation Organization", lang="en"),
    Literal("World Customs Organization", lang="en"),
]
TRIPLES = set(zip(PARTNERS, [RDFS.label] * 2, NAMES, strict=True))
PREFIX = f"PREFIX mg: <{MG}> PREFIX rdfs: <{RDFS}> "
JOIN = f"{{ <{PROGRAMME}> mg:partner ?who . ?who rdfs:label ?name }}"
SELECT = f"{PREFIX} SELECT ?name {JOIN} ORDER BY ?name"
ASK = f"{PREFIX} ASK {JOIN}"
CONSTRUCT = f"{PREFIX} CONSTRUCT {{ ?who rdfs:label ?name }} WHERE {JOIN}"
"""The partners of the Container Control Programme, as paragraph 19 of the report of 2017 states them."""

OPERATIONS = ("get", "form", "direct")
WRAPPED = {
    "get": (SPARQLWrapper.GET, SPARQLWrapper.URLENCODED),
    "form": (SPARQLWrapper.POST, SPARQLWrapper.URLENCODED),
    "direct": (SPARQLWrapper.POST, SPARQLWrapper.POSTDIRECTLY),
}
WRAPPER_RESULTS = (None, SPARQLWrapper.JSON, SPARQLWrapper.XML, SPARQLWrapper.CSV, SPARQLWrapper.TSV)
WRAPPER_GRAPHS = (
    None,
    SPARQLWrapper.XML,
    SPARQLWrapper.RDFXML,
    SPARQLWrapper.TURTLE,
    SPARQLWrapper.N3,
    SPARQLWrapper.JSONLD,
)
STORED = {"get": "GET", "form": "POST_FORM", "direct": "POST"}

COMUNICA = "@comunica/query-sparql@^4.5.0"
SCRIPT = """
const { QueryEngine } = require('@comunica/query-sparql');
const { query, sources } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
new QueryEngine().query(query, { sources }).then(async (answer) => {
  const found = await answer.execute();
  const row = (item) => answer.resultType === 'bindings'
    ? Object.fromEntries([...item].map(([variable, term]) => [variable.value, term.value]))
    : [item.subject.value, item.predicate.value, item.object.value];
  console.log(JSON.stringify(answer.resultType === 'boolean' ? found : (await found.toArray()).map(row)));
});
"""
SEATS = {
    "type": "serialized",
    "value": f'<{PARTNERS[1]}> <http://example.org/seat> "Brussels" .',
    "mediaType": "text/turtle",
    "baseIRI": "http://example.org/",
}
FEDERATED = JOIN.replace("}", "; <http://example.org/seat> ?seat }")
LIVE = {"type": "sparql", "value": "{live}/sparql"}
ROWS = [{"name": str(name)} for name in NAMES]
BRUSSELS = [{"name": "World Customs Organization", "seat": "Brussels"}]
COMUNICA_CASES: list[tuple[str, str, list[Any], Any]] = [
    ("a join", SELECT, [LIVE], ROWS),
    ("a source whose kind it finds out", SELECT, ["{live}/sparql"], ROWS),
    ("ASK", ASK, [LIVE], True),
    ("CONSTRUCT", CONSTRUCT, [LIVE], [[str(term) for term in triple] for triple in sorted(TRIPLES)]),
    ("a join with data of its own", f"{PREFIX} SELECT ?name ?seat {FEDERATED}", [LIVE, SEATS], BRUSSELS),
    (
        "SERVICE, which it calls itself",
        f"{PREFIX} SELECT ?name ?seat {{ ?who <http://example.org/seat> ?seat SERVICE <{{live}}/sparql> {JOIN} }}",
        [SEATS],
        BRUSSELS,
    ),
    (
        "the page of a thing",
        f"{PREFIX} SELECT ?who {{ <{PROGRAMME}> mg:partner ?who }} ORDER BY ?who",
        ["{live}/id/programme/container-control-programme"],
        [{"who": str(partner)} for partner in PARTNERS],
    ),
]
"""A query of Comunica's, its sources, and what it finds; {live} stands for the server."""


def test_no_case_is_lost() -> None:
    assert len(OPERATIONS) == len(WRAPPED) == len(STORED) == 3
    assert (len(RESULT_FORMATS), len(GRAPH_FORMATS), len(COMUNICA_CASES)) == (4, 4, 7)
    assert (len(WRAPPER_RESULTS), len(WRAPPER_GRAPHS)) == (5, 6)


def curl(*arguments: str, given: str = "") -> Reply:
    """Run curl; its exit status is 0 also where the server reports an error."""
    if shutil.which("curl") is None:
        missing("curl is not installed")
    command = ["curl", "--silent", "--show-error", "--include", "--max-time", "30", *arguments]
    output = subprocess.run(command, input=given.encode(), capture_output=True, check=True).stdout
    head, _, body = output.partition(b"\r\n\r\n")
    line, _, headers = head.partition(b"\r\n")
    return Reply(int(line.split()[1]), message_from_bytes(headers), body)


def missing(reason: str) -> None:
    """Skip the test for want of a client; fail instead where CI=true says that nothing may be missing."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


def sent(live: str, operation: str, query: str) -> tuple[str, ...]:
    """The arguments of curl that send a query; a direct one comes from its standard input."""
    if operation == "direct":
        return f"{live}/sparql", "--header", "Content-Type: application/sparql-query", "--data-binary", "@-"
    return f"{live}/sparql", "--data-urlencode", f"query={query}", *(("--get",) if operation == "get" else ())


def names(body: bytes, form: str) -> list[str]:
    """The column of names in a result, read by rdflib's parser of its format."""
    rows = Result.parse(io.BytesIO(body), format=form)
    return [str(row[0]) for row in rows]


@pytest.mark.parametrize(("form", "media"), RESULT_FORMATS.items())
@pytest.mark.parametrize("operation", OPERATIONS)
def test_curl_asks_for_rows(live: str, operation: str, form: str, media: str) -> None:
    reply = curl(*sent(live, operation, SELECT), "--header", f"Accept: {media}", given=SELECT)
    assert (reply.status, reply.media) == (200, media), reply.text
    assert names(reply.body, form) == [str(name) for name in NAMES]


@pytest.mark.parametrize("media", GRAPH_FORMATS.values())
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_curl_asks_for_a_graph(live: str, operation: str, media: str) -> None:
    reply = curl(*sent(live, operation, CONSTRUCT), "--header", f"Accept: {media}", given=CONSTRUCT)
    assert (reply.status, reply.media) == (200, media), reply.text
    assert set(Graph().parse(data=reply.body, format=media)) == TRIPLES


def test_curl_asks_for_headers(live: str) -> None:
    reply = curl("--head", *sent(live, "get", SELECT))
    assert (reply.status, reply.media, reply.body) == (200, RESULT_FORMATS["json"], b"")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_curl_asks_for_compression(live: str, operation: str) -> None:
    """Compressed or not, the same arrives."""
    query = f"{PREFIX} SELECT ?name {{ ?who rdfs:label ?name }} ORDER BY ?name"
    plain, packed = (curl(*sent(live, operation, query), *more, given=query) for more in ((), ("--compressed",)))
    assert (plain.status, packed.status) == (200, 200)
    assert (plain.headers["Content-Encoding"], packed.headers["Content-Encoding"]) == (None, "gzip")
    assert len(plain.body) > 10_000
    assert packed.body == plain.body


def test_curl_asks_again(live: str) -> None:
    """What a client holds already, it is not sent again."""
    tag = curl(*sent(live, "get", SELECT)).headers["ETag"]
    again = curl(*sent(live, "get", SELECT), "--header", f"If-None-Match: {tag}")
    assert (again.status, again.headers["ETag"], again.body) == (304, tag, b"")
    assert curl(*sent(live, "get", SELECT), "--header", 'If-None-Match: "another"').status == 200


def test_curl_asks_wrongly(live: str) -> None:
    reply = curl(*sent(live, "get", "SELECT * { ?s ?p }"))
    assert (reply.status, reply.media) == (400, PROBLEM)


def test_curl_gets_a_graph_of_the_store(live: str) -> None:
    url = f"{live}/graphs"
    reply = curl(url, "--get", "--data-urlencode", f"graph={PARAGRAPH}", "--header", "Accept: text/turtle")
    assert (reply.status, reply.media) == (200, "text/turtle"), reply.text
    assert set(Graph().parse(data=reply.body, format="turtle").objects(PROGRAMME, PARTNER)) == set(PARTNERS)


def wrapped(live: str, operation: str, query: str, form: str | None) -> Any:
    """What SPARQLWrapper makes of the answer; None leaves it the format that it takes by itself."""
    client = SPARQLWrapper.SPARQLWrapper(f"{live}/sparql")
    method, request = WRAPPED[operation]
    client.setMethod(method)
    client.setRequestMethod(request)
    client.setQuery(query)
    if form:
        client.setReturnFormat(form)
    return client.queryAndConvert()


@pytest.mark.parametrize("form", WRAPPER_RESULTS)
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_sparqlwrapper_reads_rows(live: str, operation: str, form: str | None) -> None:
    found = wrapped(live, operation, SELECT, form)
    if form == SPARQLWrapper.JSON:
        values = [row["name"]["value"] for row in found["results"]["bindings"]]
    elif isinstance(found, bytes):
        values = [row[0].removesuffix("@en").strip('"') for row in csv.reader(io.StringIO(found.decode()))][1:]
    else:
        values = [node.firstChild.data for node in found.getElementsByTagName("literal")]
    assert values == [str(name) for name in NAMES]


@pytest.mark.parametrize("form", [SPARQLWrapper.JSON, SPARQLWrapper.XML])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_sparqlwrapper_reads_a_boolean(live: str, operation: str, form: str) -> None:
    found = wrapped(live, operation, ASK, form)
    if form == SPARQLWrapper.JSON:
        assert found["boolean"] is True
    else:
        assert found.getElementsByTagName("boolean")[0].firstChild.data == "true"


@pytest.mark.parametrize("form", WRAPPER_GRAPHS)
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("query", [CONSTRUCT, f"DESCRIBE <{PARTNERS[1]}>"], ids=["CONSTRUCT", "DESCRIBE"])
@pytest.mark.filterwarnings("error::RuntimeWarning", "ignore:ConjunctiveGraph is deprecated")
def test_sparqlwrapper_reads_a_graph(live: str, operation: str, query: str, form: str | None) -> None:
    found = wrapped(live, operation, query, form)
    graph = Graph().parse(data=found, format="turtle") if isinstance(found, bytes) else found
    assert set(graph.triples((PARTNERS[1], RDFS.label, None))) == {(PARTNERS[1], RDFS.label, NAMES[1])}


def stored(live: str, operation: str, form: str = "xml") -> SPARQLStore:
    """rdflib's store over our endpoint."""
    return SPARQLStore(f"{live}/sparql", method=STORED[operation], returnFormat=form)


@pytest.mark.parametrize("form", RESULT_FORMATS)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_sparqlstore_matches_triples(live: str, engine: EmbeddedEngine, operation: str, form: str) -> None:
    """In the default graph, and in one named graph alone."""
    store = stored(live, operation, form)
    for graph, where in ((Graph(store), "{}"), (Graph(store, PARAGRAPH), f"GRAPH <{PARAGRAPH}> {{}}")):
        assert set(graph.triples((PROGRAMME, PARTNER, None))) == {(PROGRAMME, PARTNER, who) for who in PARTNERS}
        if form in ("json", "xml"):  # the other two have no boolean
            assert (PROGRAMME, PARTNER, PARTNERS[0]) in graph
            assert (PROGRAMME, PARTNER, PROGRAMME) not in graph
        counted = f"SELECT (COUNT(*) AS ?n) {{ {where.replace('{}', '{ ?s ?p ?o }')} }}"
        assert [str(len(graph))] == [row[0].value for row in engine.query(counted).rows()]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_sparqlstore_queries(live: str, operation: str) -> None:
    store = stored(live, operation)
    assert [row[0] for row in Graph(store).query(SELECT)] == NAMES
    bound = Graph(store).query("SELECT ?name { ?who rdfs:label ?name }", initBindings={"who": PARTNERS[1]})
    assert [row[0] for row in bound] == NAMES[1:]
    assert Graph(store).query(ASK).askAnswer is True
    assert Graph(store, PARAGRAPH).query(ASK).askAnswer is False, "the names stand in another graph"
    assert set(Graph(store).query(CONSTRUCT)) == TRIPLES
    assert PARAGRAPH in set(store.contexts((PROGRAMME, PARTNER, None)))


@pytest.fixture(scope="session")
def comunica() -> Path:
    """A folder where Comunica is installed: kept in this virtual environment, and reused."""
    npm, folder = shutil.which("npm"), Path(sys.prefix) / "comunica"
    if npm is None or shutil.which("node") is None:
        missing("Node.js is not installed: Comunica, a client in JavaScript, needs node and npm")
    if not (folder / "node_modules" / "@comunica" / "query-sparql").is_dir():
        folder.mkdir(exist_ok=True)
        command = [str(npm), "install", "--no-audit", "--no-fund", "--prefix", str(folder), COMUNICA]
        installed = subprocess.run(command, capture_output=True, text=True, check=False)
        if installed.returncode != 0:
            missing(f"npm cannot install {COMUNICA}: {installed.stderr}")
    return folder


@pytest.mark.parametrize(
    ("query", "sources", "found"), [case[1:] for case in COMUNICA_CASES], ids=[case[0] for case in COMUNICA_CASES]
)
def test_comunica(live: str, comunica: Path, query: str, sources: list[Any], found: Any) -> None:
    given = json.dumps({"query": query, "sources": sources}).replace("{live}", live)
    command = ["node", "--eval", SCRIPT]
    run = subprocess.run(command, input=given, cwd=comunica, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout)
    assert (answer if isinstance(answer, bool) else sorted(answer, key=str)) == found
