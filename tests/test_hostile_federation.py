"""SERVICE: refused wherever and however it is written; the word may stand wherever it is not the keyword."""

import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from client import PROBLEM
from conftest import Server
from raw import ask, listening, send

KEYWORD = {
    "plain": "ASK { SERVICE <{u}> { ?s ?p ?o } }",
    "lower case": "ASK { service <{u}> { ?s ?p ?o } }",
    "mixed case": "ASK { sErViCe <{u}> { ?s ?p ?o } }",
    "silent": "ASK { SERVICE SILENT <{u}> { ?s ?p ?o } }",
    "a line between": "ASK { SERVICE\n\n<{u}> { ?s ?p ?o } }",
    "a tab between": "ASK { SERVICE\t<{u}> { ?s ?p ?o } }",
    "a comment between": "ASK { SERVICE#<x>\n<{u}> { ?s ?p ?o } }",
    "a comment before silent": "ASK { SERVICE # x\n SILENT # y\n <{u}> { ?s ?p ?o } }",
    "nothing between": "ASK { SERVICE<{u}>{?s ?p ?o} }",
    "silent with nothing between": "ASK { SERVICESILENT<{u}>{?s ?p ?o} }",
    "a prefixed name with nothing between": "PREFIX ex: <{u}> ASK { SERVICEex:a{?s ?p ?o} }",
    "the empty prefix with nothing between": "PREFIX : <{u}> ASK { SERVICE:a{?s ?p ?o} }",
    "silent and a prefix": "PREFIX ex: <{u}> ASK { SERVICE SILENTex:a{?s ?p ?o} }",
    "a variable": "ASK { VALUES ?x { <{u}> } SERVICE ?x { ?s ?p ?o } }",
    "a variable with nothing between": "ASK { VALUES ?x { <{u}> } SERVICE?x{ ?s ?p ?o } }",
    "a prefixed name": "PREFIX ex: <{u}> ASK { SERVICE ex:a { ?s ?p ?o } }",
    "a relative name": "BASE <{u}> ASK { SERVICE <a> { ?s ?p ?o } }",
    "behind a comment that ends with CR": "ASK { # it is\rSERVICE <{u}> { ?s ?p ?o } }",
    "behind a quote in a comment with CR": 'ASK { # "\rSERVICE <{u}> { ?s ?p ?o } # "\n }',
    "behind a comment": "ASK { # 'quoted\nSERVICE <{u}> { ?s ?p ?o } }",
    "behind an IRI with #": "ASK { ?a <urn:#b> ?c . SERVICE <{u}> { ?s ?p ?o } }",
    "behind an IRI with a quote": "ASK { OPTIONAL { ?a <urn:'b> ?c } SERVICE <{u}> { ?s ?p ?o } }",
    "behind a string with #": "ASK { BIND('#' AS ?x) SERVICE <{u}> { ?s ?p ?o } }",
    "behind an escaped quote": "ASK { BIND('\\'' AS ?x) SERVICE <{u}> { ?s ?p ?o } BIND('' AS ?y) }",
    "behind long quotes": "ASK { BIND('''a''' AS ?x) SERVICE <{u}> { ?s ?p ?o } BIND('''b''' AS ?y) }",
    "behind quotes in long quotes": 'ASK { BIND("""a""b""" AS ?x) SERVICE <{u}> { ?s ?p ?o } BIND("" AS ?y) }',
    "behind a backslash at the end": "ASK { BIND('\\\\' AS ?x) SERVICE <{u}> { ?s ?p ?o } BIND('' AS ?y) }",
    "behind less than": "ASK { FILTER(1<2)SERVICE<{u}>{ ?s ?p ?o } }",
    "behind less than and a brace": "ASK { FILTER(1 < 2) SERVICE <{u}> { ?s ?p ?o } }",
    "behind less than and a comment": "ASK { FILTER(1<2)SERVICE#>\r<{u}>{ ?s ?p ?o } }",
    "behind less than and a longer comment": "ASK { FILTER(1<2)SERVICE SILENT#x>y\n<{u}>{ ?s ?p ?o } }",
    "silent behind less than": "ASK { FILTER(1<2)SERVICESILENT#>\n<{u}>{ ?s ?p ?o } }",
    "behind a number": "ASK { ?a <urn:p> 1SERVICE <{u}> { ?s ?p ?o } }",
    "behind a decimal": "ASK { ?a <urn:q> 1.0SERVICE <{u}> { ?s ?p ?o } }",
    "behind a double": "ASK { ?a <urn:q> 1e0SERVICE <{u}> { ?s ?p ?o } }",
    "behind true": "ASK { ?a <urn:q> trueSERVICE <{u}> { ?s ?p ?o } }",
    "behind a dot": "ASK { ?a <urn:p> ?c.SERVICE <{u}> { ?s ?p ?o } }",
    "behind a prefix and a dot": "PREFIX ex: <urn:x> ASK { ?a ?b ex:.SERVICE <{u}> { ?s ?p ?o } }",
    "behind a name and a dot": "PREFIX ex: <urn:> ASK { ?a ?b ex:x. SERVICE <{u}> { ?s ?p ?o } }",
    "behind a language": "ASK { ?a <urn:q> 'a'@en SERVICE <{u}> { ?s ?p ?o } }",
    "behind a datatype": "ASK { ?a <urn:q> 'a'^^<urn:t>SERVICE <{u}> { ?s ?p ?o } }",
    "behind a blank node": "ASK { ?a <urn:q> _:b . SERVICE <{u}> { ?s ?p ?o } }",
    "in a subquery": "ASK { { SELECT * { SERVICE <{u}> { ?s ?p ?o } } } }",
    "in an optional": "ASK { OPTIONAL { SERVICE <{u}> { ?s ?p ?o } } }",
    "in minus": "ASK { MINUS { SERVICE <{u}> { ?s ?p ?o } } }",
    "in exists": "ASK { FILTER EXISTS { SERVICE <{u}> { ?s ?p ?o } } }",
    "in a union": "ASK { {} UNION { SERVICE <{u}> { ?s ?p ?o } } }",
    "in a graph": "ASK { GRAPH ?g { SERVICE <{u}> { ?s ?p ?o } } }",
    "in a service": "ASK { SERVICE <{u}> { SERVICE <{u}> { ?s ?p ?o } } }",
    "in construct": "CONSTRUCT WHERE { SERVICE <{u}> { ?s ?p ?o } }",
    "in describe": "DESCRIBE ?s { SERVICE <{u}> { ?s ?p ?o } }",
    "in lateral": "ASK { LATERAL { SERVICE <{u}> { ?s ?p ?o } } }",
    "escaped": "ASK { \\u0053ERVICE <{u}> { ?s ?p ?o } }",
    "escaped within": "ASK { SERV\\U00000049CE <{u}> { ?s ?p ?o } }",
    "escaped percent": "ASK { %53ERVICE <{u}> { ?s ?p ?o } }",
    "a zero-width space": "ASK { SERV\u200bICE <{u}> { ?s ?p ?o } }",
    "a long s": "ASK { \u017fERVICE <{u}> { ?s ?p ?o } }",
    "after 300 brackets": "ASK { " + "{} " * 300 + "SERVICE <{u}> { ?s ?p ?o } }",
    "in an unclosed query": "ASK { SERVICE <{u}> { ?s ?p ?o }",
}
"""Each is refused with 403; those of MAYBE are no SPARQL, and may be refused as that."""
MAYBE = {
    "silent and a prefix", "escaped", "escaped within", "escaped percent", "a zero-width space", "a long s",
    "in lateral",
    "behind a number", "behind a decimal", "behind a double", "behind true", "in an unclosed query", "in construct",
    "behind a prefix and a dot",
}  # fmt: skip
WORD = {
    "a string": "ASK { BIND('SERVICE <http://x/> {}' AS ?x) }",
    "a double-quoted string": 'ASK { BIND("it is SERVICE" AS ?x) }',
    "a long string": "ASK { BIND('''a\n'SERVICE' ''' AS ?x) }",
    "a long double-quoted string": 'ASK { BIND("""a ""SERVICE"" """ AS ?x) }',
    "an escaped quote": "ASK { BIND('it\\'s SERVICE' AS ?x) }",
    "an IRI": "ASK { FILTER NOT EXISTS { ?s <http://example.org/SERVICE#service> ?o } }",
    "a comment": "ASK { # SERVICE <http://x/>\n }",
    "a comment with a quote": "ASK { # it's SERVICE\n }",
    "a comment at the end": "ASK {} # SERVICE",
    "a comment that ends with CR": "ASK { # SERVICE\r }",
    "a variable": "ASK { BIND(1 AS ?service) BIND(2 AS $SERVICE) }",
    "a prefixed name": "PREFIX ex: <urn:> ASK { FILTER NOT EXISTS { ?s ex:service ex:SERVICE } }",
    "a prefix": "PREFIX service: <urn:> ASK { FILTER NOT EXISTS { ?s service:x service: } }",
    "the empty prefix": "PREFIX : <urn:> ASK { FILTER NOT EXISTS { ?s :service :SERVICE } }",
    "a name with dots": "PREFIX ex: <urn:> ASK { FILTER NOT EXISTS { ?s ex:a.service ex:a-SERVICE-b } }",
    "a name with an escape": "PREFIX ex: <urn:> ASK { FILTER NOT EXISTS { ?s ex:a\\,SERVICE ?o } }",
    "a name with a percent": "PREFIX ex: <urn:> ASK { FILTER NOT EXISTS { ?s ex:a%20SERVICE ?o } }",
    "a blank node": "ASK { FILTER NOT EXISTS { _:service <urn:no> _:SERVICE } }",
    "a language": "ASK { BIND('x'@en-service AS ?x) BIND('y'@service AS ?y) }",
    "a longer word in a string": "ASK { BIND('services serviceable' AS ?x) }",
}
"""The word where it is not the keyword: answered."""


@pytest.fixture(scope="module")
def server(start: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over triples that make every pattern before a SERVICE match."""
    path = tmp_path_factory.mktemp("federation") / "data.ttl"
    terms = ["1", "1.0", "1e0", "true", "'a'@en", "'a'^^<urn:t>", "<urn:x>", "[]"]
    lines = [f"<urn:s> <urn:{predicate}> {term} .\n" for term in terms for predicate in "pq"]
    path.write_text("".join(lines), encoding="utf-8")
    with start("--data", str(path), "--timeout", "2") as running:
        yield running


def test_no_case_is_lost() -> None:
    assert (len(KEYWORD), len(MAYBE & KEYWORD.keys()), len(WORD)) == (59, 14, 20)


@pytest.mark.parametrize("case", KEYWORD)
def test_the_keyword_is_refused_and_nobody_is_called(server: str, case: str) -> None:
    with listening() as (port, calls):
        answer = ask(server, KEYWORD[case].replace("{u}", f"http://127.0.0.1:{port}/"))
        time.sleep(0.02)
        assert calls == []
    assert answer.media == PROBLEM
    assert answer.status in ((403, 400) if case in MAYBE else (403,)), answer.text
    if answer.status == 403:
        assert "SERVICE" in answer.json["detail"]


@pytest.mark.parametrize(
    "case", ["plain", "silent", "silent with nothing between", "behind a comment that ends with CR"]
)
def test_pages_refuse_it_too(server: str, case: str) -> None:
    with listening() as (port, calls):
        query = KEYWORD[case].replace("{u}", f"http://127.0.0.1:{port}/")
        answer = send(server, f"/sparql?query={quote(query)}", headers=[("Accept", "text/html")])
        assert (answer.status, answer.media, calls) == (403, "text/html", [])


@pytest.mark.parametrize("case", WORD)
def test_the_word_is_answered(server: str, case: str) -> None:
    answer = ask(server, WORD[case])
    assert answer.status == 200, answer.text
    assert answer.json["boolean"] is True
