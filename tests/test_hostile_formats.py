"""Formats: whether every one parses, with other libraries too, and says the same of whatever may stand in a graph."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, QueryResultsFormat, RdfFormat, parse, parse_query_results

from client import PROBLEM
from conftest import Server
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS
from raw import ask

TEXTS = [
    "", " ", "Åland Ünïon", 'say "hi"', "it's", "two\nlines", "tab\there", "back\\slash", "a,b;c", "<b>&amp;</b>",
    "数字",
    "🦀👩‍👩‍👧", "e\u0301", "\u202eltr", "carriage\rreturn", "both\r\nends", "'''\"\"\"", "]]>",
    "\ufeffbom", "x" * 70_000,
]  # fmt: skip
TYPED = [
    '"grüezi"@de-CH', '"hello"@en', "42", "-0.50", "1.0e6", '"NaN"^^xsd:double', '"INF"^^xsd:double', "true",
    '"2017-03-01"^^xsd:date', '"x"^^<http://example.org/type>', '"007"^^xsd:integer', '"not a number"^^xsd:integer',
    "<http://example.org/é?q=1#f>", "<urn:x:y>", '"2020-01-01T00:00:00Z"^^xsd:dateTime',
]  # fmt: skip
PREFIX = "PREFIX ex: <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
RDF = {
    "turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}  # fmt: skip
RESULTS = "{http://www.w3.org/2005/sparql-results#}"
HTML = "text/html"
SELECT, CONSTRUCT = "SELECT ?x { VALUES ?x { 1 2 } }", "CONSTRUCT { ex:s ex:p ?x } { VALUES ?x { 1 2 } }"


@pytest.fixture(scope="module")
def server(start: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over one graph, with texts and terms of all kinds."""
    path = tmp_path_factory.mktemp("formats") / "data.ttl"
    lines = [f"ex:t{at} ex:text {json.dumps(text, ensure_ascii=False)} ." for at, text in enumerate(TEXTS)]
    lines += [f"ex:v{at} ex:typed {term} ." for at, term in enumerate(TYPED)]
    lines += ["ex:s ex:blank [ ex:name 'inner' ; ex:also [] ] ."]
    head = PREFIX.replace("PREFIX", "@prefix").replace("> ", "> . ")
    path.write_text(head + "\n".join(lines), encoding="utf-8")
    with start("--data", str(path)) as running:
        yield running


def test_no_case_is_lost() -> None:
    assert (len(TEXTS), len(TYPED), len(RESULT_FORMATS), len(GRAPH_FORMATS)) == (20, 15, 4, 4)


def values(body: bytes, form: str) -> list[str | None]:
    """The values of ?x in a result, read with the parser of another library."""
    text = body.decode("utf-8")
    if form == "json":
        return [row["x"]["value"] if "x" in row else None for row in json.loads(text)["results"]["bindings"]]
    if form == "xml":
        rows = ElementTree.fromstring(text).iter(f"{RESULTS}result")
        found = [row.find(f"{RESULTS}binding[@name='x']") for row in rows]
        return [None if binding is None else "".join(binding.itertext()) for binding in found]
    if form == "csv":
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        assert head[0] == "x"
        return [row[0] if row else "" for row in rows]
    found = parse_query_results(body, format=QueryResultsFormat.TSV)
    return [None if (term := row["x"]) is None else term.value for row in found]  # type: ignore[union-attr]


@pytest.mark.parametrize("form", RESULT_FORMATS)
def test_texts_arrive_in_every_format(server: str, form: str) -> None:
    query = PREFIX + "SELECT ?x { ?s ex:text ?x } ORDER BY ?x"
    answer = ask(server, query, ("format", form))
    assert answer.headers["content-type"] == f"{RESULT_FORMATS[form]}; charset=utf-8"
    wanted = [_ends(text) if form == "xml" else text for text in TEXTS]
    found = [_ends(text or "") if form == "xml" else text for text in values(answer.body, form)]
    assert sorted(map(str, found)) == sorted(wanted)


def _ends(text: str) -> str:
    """XML reads any end of a line as \\n, unless it is escaped."""
    return re.sub("\r\n?", "\n", text)


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_terms_keep_kind_type_and_language(server: str, form: str) -> None:
    wanted = parse_query_results(
        ask(server, PREFIX + "SELECT ?x { ?s ex:typed ?x }").body, format=QueryResultsFormat.JSON
    )
    shapes = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}
    answer = ask(server, PREFIX + "SELECT ?x { ?s ex:typed ?x }", ("format", form))
    found = sorted(str(row["x"]) for row in parse_query_results(answer.body, format=shapes[form]))  # type: ignore[union-attr],
    assert found == sorted(str(row["x"]) for row in wanted)  # type: ignore[union-attr]
    assert len(found) == len(TYPED)


@pytest.mark.parametrize("form", RESULT_FORMATS)
@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SELECT ?x ?y { VALUES (?x ?y) { (1 UNDEF) (UNDEF 2) (UNDEF UNDEF) } }", ["1", None, None]),
        ("SELECT ?x ?y { VALUES (?x ?y) { (1 2) } FILTER(false) }", []),
        ("SELECT (1/0 AS ?x) {}", [None]),
        ('SELECT ?x { VALUES ?x { "" } }', [""]),
    ],
    ids=["unbound", "no rows", "an error", "the empty text"],
)
def test_gaps(server: str, form: str, query: str, wanted: list[str | None]) -> None:
    answer = ask(server, query, ("format", form))
    assert answer.status == 200
    assert values(answer.body, form) == [(text or "") if form == "csv" else text for text in wanted]


@pytest.mark.parametrize("form", RESULT_FORMATS)
def test_booleans(server: str, form: str) -> None:
    shapes = {"json": '"boolean":true', "xml": "<boolean>true</boolean>", "csv": "true", "tsv": "true"}
    answer = ask(server, "ASK {}", ("format", form))
    assert answer.headers["content-type"] == f"{RESULT_FORMATS[form]}; charset=utf-8"
    assert shapes[form] in answer.text.replace('": ', '":')


@pytest.mark.parametrize("form", GRAPH_FORMATS)
@pytest.mark.parametrize(
    "query", ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE ex:s", "DESCRIBE ex:nobody", "DESCRIBE ?s { ?s ?p ?o }"]
)
def test_graphs_say_the_same_in_every_format(server: str, form: str, query: str) -> None:
    plain, answer = (ask(server, PREFIX + query, ("format", name)) for name in ("ntriples", form))
    assert answer.headers["content-type"] == f"{GRAPH_FORMATS[form]}; charset=utf-8"
    assert canonical(answer.body, RDF[form]) == canonical(plain.body, RdfFormat.N_TRIPLES)


def canonical(body: bytes, form: RdfFormat) -> set[str]:
    """The triples with canonical blank nodes; ends of lines as XML has them."""
    dataset = Dataset(parse(body, format=form, base_iri="http://localhost/sparql"))
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return {_ends(str(quad).replace("\\r\\n", "\\n").replace("\\r", "\\n")) for quad in dataset}


@pytest.mark.parametrize(
    ("form", "known"), [("turtle", "turtle"), ("rdfxml", "xml"), ("jsonld", "json-ld"), ("ntriples", "nt")]
)
def test_another_library_reads_the_graphs(server: str, form: str, known: str) -> None:
    answer = ask(server, "CONSTRUCT WHERE { ?s ?p ?o }", ("format", form))
    assert len(rdflib.Graph().parse(data=answer.text, format=known)) == len(TEXTS) + len(TYPED) + 3


@pytest.mark.parametrize(
    "predicate",
    ["http://example.org/1", "http://example.org/", "urn:x:1", "http://example.org/a%20b", "http://é.example/é"],
)
@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_predicates_without_a_name(server: str, form: str, predicate: str) -> None:
    """Whatever XML cannot name is refused; it is never half an answer."""
    answer = ask(server, f"CONSTRUCT {{ <urn:s> <{predicate}> 1 }} {{}}", ("format", form))
    if form == "rdfxml" and answer.status != 200:
        assert answer.status in (400, 406)
        assert answer.media == PROBLEM
        return
    (quad,) = parse(answer.body, format=RDF[form], base_iri="http://localhost/")
    assert quad.predicate.value == predicate


@pytest.mark.parametrize("character", ["\u0001", "\u001b", "\ufffe", "\uffff"], ids=ascii)
@pytest.mark.parametrize("form", [*RESULT_FORMATS, *GRAPH_FORMATS])
def test_characters_that_xml_forbids(server: str, form: str, character: str) -> None:
    """A format that can say them says them; XML refuses or says them so that it still parses."""
    head = "SELECT ?x" if form in RESULT_FORMATS else "CONSTRUCT { <urn:s> <urn:p> ?x }"
    query = head + f' {{ BIND("a{character}b" AS ?x) }}'
    answer = ask(server, query, ("format", form))
    if "xml" in form:
        assert answer.status in (200, 400, 406)
        if answer.status == 200:
            ElementTree.fromstring(answer.text)
    elif form in RESULT_FORMATS:
        assert values(answer.body, form) == [f"a{character}b"]
    else:
        (quad,) = parse(answer.body, format=RDF[form])
        assert quad.object.value == f"a{character}b"  # type: ignore[union-attr]
