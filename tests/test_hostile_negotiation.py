"""Formats: which one a client gets, compressed or not, and whether it has it already."""

import gzip
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse

from client import PROBLEM
from conftest import Server
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS
from mandategraph.web.assets import asset
from raw import FORM, ask, send

RDF = {
    "turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}  # fmt: skip
JSON, XML, CSV, TSV = RESULT_FORMATS.values()
TURTLE, NTRIPLES, JSONLD, RDFXML = GRAPH_FORMATS.values()
HTML = "text/html"
SELECT = "SELECT ?x { VALUES ?x { 1 2 } }"
CONSTRUCT = "CONSTRUCT { <urn:s> <urn:p> ?x } { VALUES ?x { 1 2 } }"
MANY = f"{{ VALUES ?x {{ {' '.join(map(str, range(3000)))} }} }}"

ACCEPTS: list[tuple[str, str, str | int]] = [
    (SELECT, "*/*", JSON), (SELECT, "*/*;q=0.1", JSON), (SELECT, "application/*", JSON), (SELECT, "text/*;q=0.5", CSV),
    (SELECT, f"{XML};q=1, {JSON};q=0", XML), (SELECT, f"{JSON};q=0.1, {XML};q=0.2, {CSV};q=0.3", CSV),
    (SELECT, f"{JSON};q=0, */*", XML), (SELECT, f"*/*, {JSON};q=0", XML), (SELECT, f"{CSV};q=0, text/*", TSV),
    (SELECT, f"image/png, {TSV};q=0.1", TSV), (SELECT, "image/png;q=1, */*;q=0.01", JSON), (SELECT, CSV.upper(), CSV),
    (SELECT, f"{XML} ; q=0.5 , {CSV} ;q=0.4", XML), (SELECT, f"{XML};charset=utf-8;q=0.9,{JSON};q=0.8", XML),
    (SELECT, f"{XML};Q=0.1,{CSV};q=0.2", CSV), (SELECT, "application/json", JSON), (SELECT, "application/xml", XML),
    (SELECT, f"{JSON},{XML},{CSV},{TSV}", JSON), (SELECT, f"{TSV}, {TSV};q=0", TSV),
    (SELECT, "image/png", 406), (SELECT, "*/*;q=0", 406), (SELECT, f"{JSON};q=0", 406), (SELECT, TURTLE, 406),
    (SELECT, "application/*;q=0, text/*;q=0", 406), (SELECT, "text/html", HTML),
    (SELECT, f"{TURTLE}, {CSV};q=0.1", CSV),
    (SELECT, "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", HTML),
    (CONSTRUCT, "*/*", TURTLE), (CONSTRUCT, "text/*", TURTLE), (CONSTRUCT, f"{TURTLE};q=0, */*", NTRIPLES),
    (CONSTRUCT, f"{RDFXML}, {TURTLE};q=0.9", RDFXML), (CONSTRUCT, JSONLD, JSONLD),
    (CONSTRUCT, "application/json", JSONLD),
    (CONSTRUCT, f"{JSON};q=1, {NTRIPLES};q=0.2", NTRIPLES), (CONSTRUCT, CSV, 406), (CONSTRUCT, f"{TURTLE};q=0", 406),
    (CONSTRUCT, "image/*", 406), (CONSTRUCT, TURTLE.upper(), TURTLE),
    (CONSTRUCT, 'application/ld+json;profile="x"', JSONLD),
    ("ASK {}", CSV, CSV), ("ASK {}", TSV, TSV), ("ASK {}", XML, XML), ("ASK {}", JSON, JSON), ("ASK {}", TURTLE, 406),
]  # fmt: skip
"""A query, what its client accepts, and the media type or the refusal."""
MALFORMED = [
    "", ",", ";", ";q=1", "text", "text/", "/", "/csv", "*", "*/csv", "text/csv;q", "text/csv;q=", "text/csv;q=a",
    "text/csv;q=2", "text/csv;q=-1", "text/csv;q=1e400", "text/csv;q=nan",
    "text/csv;;;q=0.5", 'text/csv;a="', "a" * 9000,
    "text/csv," * 2000, ",,text/csv,,", "text/csv;q=0.3333333333", "\u00e9/\u00e9", "text / csv", "text/csv;=;=",
]  # fmt: skip
ENCODINGS: list[tuple[str | None, bool | None]] = [
    ("gzip", True), ("GZIP", True), ("gzip;q=1", True), ("gzip;q=0.001", True), ("br, gzip", True),
    ("deflate, gzip;q=0.5, *;q=0", True),
    ("gzip;q=0", False), ("gzip;q=0.0", False), ("identity", False), ("br", False), ("deflate", False), ("", False),
    (None, False), ("*;q=0", None), ("*", None), ("gzip;q=0, *", False), ("identity;q=0, gzip", True),
    ("gzip;q=0.1, identity;q=0.9", None), (";;,", None), ("gzip;q=x", None), ("x" * 5000, None),
]  # fmt: skip
"""What a client accepts, and whether the body is compressed; None: either, as long as it is told right."""
BIG = [
    ("/sparql?query=" + quote("SELECT * " + MANY), JSON),
    ("/sparql?format=csv&query=" + quote("SELECT * " + MANY), CSV),
    ("/sparql?query=" + quote("CONSTRUCT { <urn:s> <urn:p> ?x } " + MANY), TURTLE),
    (asset("style.css"), "text/css"),
]  # fmt: skip
MATCHES = [
    ("{}", 304), ("W/{}", 304), ('"a", {}', 304), ('"a",W/{},"b"', 304), ("*", 304), ('{}, "a"', 304), ('"a"', 200),
    ('W/"a", "b"', 200), ("", 200), ("nonsense", 200), ('"', 200), (",,,", 200), ("x" * 9000, 200),
]  # fmt: skip
"""If-None-Match, where {} is the entity tag, and the status."""


@pytest.fixture(scope="module")
def server(start: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over nearly nothing."""
    path = tmp_path_factory.mktemp("negotiation") / "data.ttl"
    path.write_text("<urn:s> <urn:p> 1 .", encoding="utf-8")
    with start("--data", str(path)) as running:
        yield running


def test_no_case_is_lost() -> None:
    tables = (ACCEPTS, MALFORMED, ENCODINGS, BIG, MATCHES)
    assert [len(table) for table in tables] == [44, 26, 21, 4, 13]  # type: ignore[arg-type]


@pytest.mark.parametrize(("query", "accept", "wanted"), ACCEPTS, ids=[f"{c[0][:3]} {c[1][:60]}" for c in ACCEPTS])
def test_negotiation(server: str, query: str, accept: str, wanted: str | int) -> None:
    answer = ask(server, query, accept=accept)
    if isinstance(wanted, int):
        assert (answer.status, answer.media) == (wanted, PROBLEM)
    else:
        assert (answer.status, answer.headers["content-type"]) == (200, f"{wanted}; charset=utf-8")
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("accept", MALFORMED, ids=[text[:20] for text in MALFORMED])
def test_malformed_accept(server: str, accept: str) -> None:
    answer = ask(server, SELECT, accept=accept)
    assert answer.status in (200, 400, 406, 431)
    assert answer.media in (*RESULT_FORMATS.values(), PROBLEM)


def test_several_accept_lines_are_one(server: str) -> None:
    lines = [
        ("Accept", f"{JSON};q=0.1"),
        ("Accept", f"{CSV};q=0.2"),
        ("Accept-Charset", "iso-8859-1"),
        ("TE", "trailers"),
    ]
    assert ask(server, SELECT, headers=lines).headers["content-type"] == f"{CSV}; charset=utf-8"


@pytest.mark.parametrize(("target", "media"), BIG, ids=[case[1] for case in BIG])
@pytest.mark.parametrize(("accept", "zipped"), ENCODINGS, ids=[str(case[0])[:30] for case in ENCODINGS])
def test_compression(server: str, target: str, media: str, accept: str | None, zipped: bool | None) -> None:
    plain = send(server, target)
    answer = send(server, target, headers=[] if accept is None else [("Accept-Encoding", accept)])
    if answer.status == 406:
        assert "q=0" in str(accept)
        return
    assert (answer.status, answer.media) == (200, media)
    told = answer.headers.get("content-encoding")
    assert told in (None, "gzip")
    assert zipped is None or zipped == (told == "gzip")
    assert (gzip.decompress(answer.body) if told else answer.body) == plain.body
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert (answer.headers["etag"] == plain.headers["etag"]) == (told is None)
    assert "Accept-Encoding" in answer.headers["vary"]


@pytest.mark.parametrize(("pattern", "status"), MATCHES, ids=[case[0][:20] for case in MATCHES])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("target", ["/sparql?query=ASK%7B%7D", BIG[1][0], "/"], ids=["small", "big", "page"])
def test_conditional_requests(server: str, target: str, method: str, pattern: str, status: int) -> None:
    first = send(server, target)
    assert re.fullmatch(r'"[^"]+"', first.headers["etag"]), "a strong tag"
    known = pattern.replace("{}", first.headers["etag"])
    again = send(server, target, method=method, headers=[("If-None-Match", known)])
    assert (again.status, again.headers["etag"]) == (status, first.headers["etag"])
    assert {name: again.headers[name] for name in ("vary", "cache-control")} == {
        name: first.headers[name] for name in ("vary", "cache-control")
    }
    assert (again.body == b"") == (status == 304 or method == "HEAD")


def test_each_representation_has_its_tag(server: str) -> None:
    answers = [ask(server, SELECT, ("format", form)) for form in RESULT_FORMATS] + [ask(server, SELECT, accept=HTML)]
    assert len({answer.headers["etag"] for answer in answers}) == 5


def test_an_error_has_no_tag_and_a_post_no_304(server: str) -> None:
    star = [("If-None-Match", "*")]
    assert send(server, "/sparql?query=nonsense", headers=star).status == 400
    form = ("Content-Type", FORM)
    assert send(server, "/sparql", method="POST", headers=[form, *star], body=b"query=ASK{}").status in (200, 412)
    assert "etag" not in send(server, "/sparql?query=nonsense").headers


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?x) {}", "SELECT (UUID() AS ?x) {}", "SELECT (NOW() AS ?x) {}"])
def test_what_changes_is_not_kept(server: str, query: str) -> None:
    first, second = ask(server, query), ask(server, query)
    assert first.json["results"] != second.json["results"]
    assert first.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("accept", "media"), [*((media, media) for media in GRAPH_FORMATS.values()), (HTML, HTML), ("*/*", TURTLE)]
)
def test_the_service_describes_itself(server: str, accept: str, media: str) -> None:
    answer = send(server, "/sparql", headers=[("Accept", accept)])
    assert (answer.status, answer.media) == (200, media)
    if media != HTML:
        form = next(form for form, known in GRAPH_FORMATS.items() if known == media)
        objects = {str(quad.object) for quad in parse(answer.body, format=RDF[form], base_iri="http://localhost/")}
        assert "<http://www.w3.org/ns/sparql-service-description#Service>" in objects
