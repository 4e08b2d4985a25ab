"""The editor's page, the questions and the ontology: what they say without a script, and what the editor asks for."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from client import PROBLEM, address, fetch
from conftest import Server
from mandategraph.errors import QueryInvalid
from mandategraph.queries import QueryLibrary
from mandategraph.vocabulary import ID, MG
from mandategraph.web.fault import fault_of
from markup import Element, read
from visits import visit

HTML, JSON = "text/html", "application/sparql-results+json"
ROOT = Path(__file__).parents[1]
NAMES = [query.name for query in QueryLibrary(ROOT / "queries")]
PARTNERS = "SELECT ?work ?partner ?graph { GRAPH ?graph { ?work mg:partner ?partner } ?graph mg:basis mg:Stated }"

FAULTS = {
    "SELEC ?x { ?x a mg:Work }": (1, 1, 5, "“SELEC” is not a word of SPARQL. Write SELECT?"),
    "SELECT * {\n  ?s mg:inParagraph paragraph .\n}": (2, 21, 9, "Write ?paragraph?"),
    "SELECT ?x WHERE {\n ?x a mg:Work . ?x mg:part }": (2, 28, 1, "“}” comes too early"),
    "SELECT ?x { ?x a mg:Work": (1, 18, 7, "1 closing } is missing"),
    "SELECT * { ?s ?p 'abc }": (1, 18, 6, "A text begins here and does not end"),
    "SELECT * { ?s ?p '''a\nb''' . x }": (2, 8, 1, "“x” is neither a variable nor"),
    "SELECT * { ?s orgnization:unodc ?o }": (1, 15, 17, "Known here: organization:"),
    "INSERT DATA { <a:b> <a:c> 1 }": (1, 1, 6, "would change data"),
    "SELECT ?x { ?x a mg:Work } LIMIT": (1, 28, 5, "something is missing after “LIMIT”"),
    'SELECT * { # é “nonsense”\n "it\'s" ?p nonsense }': (2, 12, 8, "Write ?nonsense?"),
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }": (1, 12, 7, "SERVICE"),
    "SELECT * {\n  ?w mg:partner ?p ?w mg:x ?y\n}": (2, 20, 2, "A full stop is missing before ?w."),
    "SELECT * {\n  ?w mg:partner ?p\n  organization:unodc a ?k .\n}": (
        3,
        3,
        18,
        "A full stop is missing before organiz",
    ),
    "SELECT * { ?w rdfs:label 'a'@en ?w mg:x ?y }": (1, 33, 2, "A full stop is missing before ?w."),
    "SELECT * { ?w mg:partner ?p mg:donor ?d }": (1, 29, 8, "A full stop or a semicolon is missing before mg:donor."),
    "SELECT ?w, ?p { ?w mg:partner ?p }": (1, 10, 1, "No commas between the variables of SELECT."),
    "SELECT * { { SELECT DISTINCT ?w,?p { ?w ?r ?p } } }": (1, 32, 1, "No commas between the variables of SELECT."),
    "SELECT COUNT(?p) { ?w mg:partner ?p }": (1, 8, 9, "Write (COUNT(?p) AS ?n)."),
    "SELECT ?n count(DISTINCT ?p) AS ?m { ?w mg:x ?n, ?p }": (1, 11, 18, "Write (count(DISTINCT ?p) AS ?m)."),
    "SELECT (COUNT(?n)) { ?w mg:partner ?n }": (1, 8, 11, "Write (COUNT(?n) AS ?n_2)."),
    "SELECT (COUNT(*) ?all) { ?w mg:partner ?p }": (1, 8, 15, "Write (COUNT(*) AS ?all)."),
    "SELECT ?w { ?w mg:partner ?p } ?x": (1, 32, 2, "“?x” is not expected here; look also"),
    "SELECT ?w { ?w mg:partner = ?p }": (1, 27, 1, "“=” is not expected here; look also"),
    "SELECT ?w { BIND(?p ?n) }": (1, 25, 1, "“}” comes too early"),
    "SELECT ?w ?w mg:partner ?p }": (1, 14, 10, "“mg:partner” is not expected here"),
    "SELECT ?w WHERE ?w mg:partner ?p }": (1, 17, 2, "{ is missing before “?w”."),
    "SELECT ?w { ?w mg:partner ?p } ORDER ?w": (1, 38, 2, "BY is missing before “?w”."),
    "SELECT ?w {\n ?w mg:partner ?p FILTER(?p = 1\n}": (3, 2, 0, "1 closing ) is missing."),
    "SELECT (mg:nope(?x) AS ?y) { ?x a mg:Work }": (0, 0, 0, "is not supported; use the functions of SPARQL"),
}
"""By query the line, column and length of the fault, and a part of the reason."""


def rows(found: Element) -> list[Element]:
    """The rows of the table of results."""
    return [row for row in found.one("table", "results").one("tbody").all("tr") if not row.all("td", colspan="")]


def test_no_case_is_lost() -> None:
    assert (len(NAMES), len(FAULTS)) == (35, 29)


@pytest.fixture(scope="module")
def file_server(start: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a file, without a build."""
    path = tmp_path_factory.mktemp("data") / "data.ttl"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    path.write_text(f'<{ID}country/ala> a <{MG}Country> ; {label} "Aland"@en .\n', encoding="utf-8")
    with start("--data", str(path)) as running:
        yield running


@pytest.mark.parametrize("given", [(), (("query", ""),)])
def test_without_a_query_there_is_one_to_start_from(live: str, given: tuple[tuple[str, str], ...]) -> None:
    found = visit(live, "/sparql", *given)
    assert not found.all(id="result")
    text = found.one("textarea").raw
    assert "GRAPH ?graph" in text
    shown = visit(live, "/sparql", ("query", text))
    assert len(rows(shown)) >= 50
    assert all(row.all("button", "p") for row in rows(shown))


def test_results_have_labels_counts_and_files(live: str) -> None:
    found = visit(live, "/sparql", ("query", PARTNERS))
    answer = fetch(address(live, "/sparql", ("query", PARTNERS)), accept=JSON).json["results"]["bindings"]
    assert found.one(id="res").text == f"{len(answer)} rows"
    assert len(rows(found)) == len(answer)
    cell = rows(found)[0].all("td")[0]
    assert cell.one("a").attributes["href"].startswith("/id/")
    assert cell.one("span", "iri").text == cell.attributes["data-iri"].removeprefix(ID).replace("/", ":")
    assert ":" not in cell.one("a").text
    files = [link for link in found.one(id="result").all("a") if "format=" in link.attributes["href"]]
    assert [link.text for link in files] == ["JSON", "XML", "CSV", "TSV"]
    body = fetch(live + files[2].attributes["href"], accept=HTML)
    assert body.media == "text/csv"
    assert len(list(csv.reader(StringIO(body.text)))) == len(answer) + 1
    share = found.one("a", data_share="").attributes["href"]
    assert read(fetch(live + share, accept=HTML).text).one(id="res").text == found.one(id="res").text


def test_a_graph_is_a_sign_and_a_paragraph_is_not(live: str) -> None:
    asked = visit(live, "/sparql", ("query", PARTNERS))
    assert {button.attributes["class"] for row in rows(asked) for button in row.all("button")} == {"p stated"}
    notes = {note.attributes["id"] for note in asked.all("div", "note")}
    assert {button.attributes["popovertarget"] for row in rows(asked) for button in row.all("button")} == notes
    query = "SELECT ?paragraph { ?graph mg:basis mg:Read ; mg:inParagraph ?paragraph }"
    plain = visit(live, "/sparql", ("query", query))
    assert rows(plain)
    assert not [row for row in rows(plain) if row.all("button")]
    assert not [row for row in rows(plain) if ":" in row.one("a").text]


def test_statements_end_in_their_signs(live: str) -> None:
    query = "CONSTRUCT { ?w mg:partner ?p . ?w <http://example.org/made> ?p } { ?w mg:partner ?p ; a mg:Programme }"
    found = rows(visit(live, "/sparql", ("query", query)))
    held = [row for row in found if row.all("button", "p")]
    assert len(held) == len([row for row in found if "mg:partner" in row.text]) == len(found) // 2 > 0


def test_a_large_answer_is_cut_and_says_so(live: str) -> None:
    found = visit(live, "/sparql", ("query", "SELECT ?s { ?s ?p ?o } LIMIT 1234"))
    assert found.one(id="res").text == "1,234 rows"
    assert len(rows(found)) == 500
    assert "The first 500 are shown; the files have all 1,234." in found.text


@pytest.mark.parametrize(("text", "expected"), FAULTS.items())
def test_a_fault_is_told_at_its_place(live: str, text: str, expected: tuple[int, int, int, str]) -> None:
    line, column, length, reason = expected
    checked = fetch(address(live, "/sparql/check", ("query", text))).json
    assert (checked["line"], checked["column"], checked["length"]) == (line, column, length)
    assert not checked["valid"]
    assert reason in checked["reason"]
    status = fetch(address(live, "/sparql", ("query", text)), accept=JSON).status
    found = visit(live, "/sparql", ("query", text), status=status).one(id="fault")
    assert checked["reason"] in found.text
    assert (f"line {line}, column {column}" in found.text) == bool(line)
    if length:
        assert found.one("span", "err").raw == text.split("\n")[line - 1][column - 1 : column - 1 + length]


def test_a_fault_keeps_the_query_and_runs_nothing(live: str) -> None:
    text = "SELECT * {\n  ?s mg:inParagraph paragraph .\n}"
    found = visit(live, "/sparql", ("query", text), status=400)
    assert found.one("textarea").raw == text
    assert found.one("textarea").attributes["aria-invalid"] == "true"
    assert not found.all(id="result")
    assert [line.text for line in found.one(id="fault").all("span", "ln")] == ["1", "2", "3"]


def test_a_fault_in_any_line_break(live: str) -> None:
    for text in ("SELECT *\r\n{ ?s ?p paragraph }", "\n\n", "}", "SELECT *\u2028{ nonsense }", ""):
        checked = fetch(live + "/sparql/check", body=text.encode(), content_type="application/sparql-query").json
        assert not checked["valid"]
        assert checked["reason"]


def test_faults_of_the_deep_and_of_the_plain() -> None:
    deep = fault_of(QueryInvalid("error at 1:3: brackets nest deeper than 200; write it flatter"), "{{{{")
    assert (deep.place, deep.reason) == ("line 1, column 3", "Error brackets nest deeper than 200; write it flatter.")
    assert fault_of(QueryInvalid("no place here"), "x").place == ""


@pytest.mark.parametrize("text", [PARTNERS, "ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s a mg:Work }", "DESCRIBE mg:Work"])
def test_check_runs_nothing_and_answers_what_can_be_read(live: str, text: str) -> None:
    assert fetch(address(live, "/sparql/check", ("query", text))).json == {"valid": True, "warnings": []}
    assert "The query can be read. Nothing was run." in visit(live, "/sparql", ("query", text), ("do", "check")).text


def test_check_of_a_query_that_would_take_long(live: str) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    assert fetch(address(live, "/sparql/check", ("query", text))).json == {"valid": True, "warnings": []}


def test_what_takes_too_long_says_what_to_do(live: str) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    found = visit(live, "/sparql", ("query", text), status=504)
    assert "Add a LIMIT" in found.one(id="fault").text
    assert found.one("textarea").raw == text


def test_every_example_is_answered(live: str) -> None:
    links = [link.attributes["href"] for link in visit(live, "/sparql").all("a")]
    examples = [link for link in links if link.startswith("/sparql?example=")]
    assert len(examples) == len(NAMES)
    for link in examples:
        found = visit(live, link)
        assert rows(found), link
        assert "PREFIX mg:" not in found.one("textarea").raw


def test_an_unknown_example_is_not_found(live: str) -> None:
    visit(live, "/sparql", ("example", "nope"), status=404)
    assert fetch(live + "/sparql?example=partners-of-a-work").media == PROBLEM


def test_the_schema_counts_what_the_graph_has(live: str) -> None:
    reply = fetch(live + "/sparql/schema")
    found = reply.json
    assert reply.headers["ETag"]
    assert found["prefixes"]["mg"] == MG
    assert (len(found["classes"]) > 60, len(found["properties"]) > 200) == (True, True)
    chosen = {term["name"]: term for kind in ("classes", "properties") for term in found[kind]}
    query = "SELECT (COUNT(*) AS ?n) { ?w mg:partner ?p }"
    (row,) = fetch(address(live, "/sparql", ("query", query)), accept=JSON).json["results"]["bindings"]
    assert chosen["mg:partner"]["count"] == int(row["n"]["value"]) > 0
    assert chosen["mg:partner"]["label"] == "partner"
    assert chosen["mg:partner"]["definition"]
    assert "rdfs:label" in chosen


def test_a_file_is_asked_too(file_server: str) -> None:
    found = visit(file_server, "/sparql", ("query", f"SELECT ?c {{ ?c a <{MG}Country> }}"))
    assert rows(found)[0].one("a").text == "Aland"
    assert "Cite it" not in found.text
    schema = fetch(file_server + "/sparql/schema").json
    assert not schema["prefixes"]
    assert f"<{MG}Country>" in [term["name"] for term in schema["classes"]]
    start = visit(file_server, "/sparql").one("textarea").raw
    assert rows(visit(file_server, "/sparql", ("query", start)))
    assert rows(visit(file_server, "/sparql", ("query", "ASK {}")))
    refused = visit(file_server, "/sparql", ("query", "ASK { ?s a mg:Country }"), status=400)
    assert "Known here" not in refused.text
    assert "PREFIX mg:" in visit(file_server, "/sparql?example=partners-of-a-work").one("textarea").raw


def test_the_library_is_listed_by_subject(live: str) -> None:
    found = visit(live, "/queries")
    links = {link.attributes["href"] for link in found.one("main").all("a")}
    assert {f"/queries/{name}" for name in NAMES} <= links
    assert f"{len(NAMES)} questions" in found.one("div", "meta").text
    assert all(title.text.endswith("?") for item in found.all("ul", "questions") for title in item.all("a")[:1])


@pytest.mark.parametrize("name", NAMES)
def test_each_row_of_a_question_has_its_sign(live: str, name: str) -> None:
    found = visit(live, f"/queries/{name}")
    answer = fetch(f"{live}/queries/{name}", accept=JSON).json["results"]["bindings"]
    assert found.one("div", "meta").text.startswith(f"{len(answer):,} row")
    assert len(rows(found)) == min(len(answer), 500)
    assert all(row.all("button", "p") for row in rows(found))
    query = found.one(id="query-text").raw
    again = fetch(address(live, "/sparql", ("query", query)), accept=JSON).json["results"]["bindings"]
    assert len(again) == len(answer)


def test_a_question_with_parameters(live: str) -> None:
    given = (("work", "Container Control Programme"),)
    found = visit(live, "/queries/partners-of-a-work", *given)
    assert found.one("input", id="work").attributes["value"] == given[0][1]
    assert [cell.text for cell in found.one("thead").all("th")] == ["Of", "Partner", "Paragraph"]
    assert all(len(row.all("a")) == 2 for row in rows(found))
    assert "programme/container-control-programme" in found.one(id="query-text").raw
    files = found.one(id="use").all("a", href="")
    exported = [link.attributes["href"] for link in files if "format=" in link.attributes["href"]]
    assert len(exported) == 4
    for link in exported:
        assert fetch(live + link, accept=HTML).status == 200
        assert "work=Container+Control+Programme" in link


def test_numbers_of_paragraphs_in_a_row_are_signs(live: str) -> None:
    found = visit(live, "/queries/countries-of-two-works")
    heads = [cell.text for cell in found.one("thead").all("th")]
    assert heads == ["Country", "One", "One paragraph", "Other", "Other paragraph"]
    assert all(cell.all("button", "p") for row in rows(found) for cell in row.all("td")[2::2])


def test_what_is_planned_has_grey_signs(live: str) -> None:
    for name, word in (("plans", "planned"), ("reservations", "possible")):
        buttons = [button for row in rows(visit(live, f"/queries/{name}")) for button in row.all("button", "p")]
        assert {button.attributes["class"] for button in buttons} == {"p held"}
        assert all(word in button.text for button in buttons)


def test_a_derived_link_names_the_judgement(live: str) -> None:
    found = rows(visit(live, "/queries/works-of-a-target", ("target", "sdg:16.4")))
    derived = [row for row in found if row.all("td")[0].text == "derived"]
    assert derived
    assert all(row.all("button", "judged") for row in derived)
    assert not [row for row in found if row not in derived and row.all("button", "judged")]


def test_no_answer_is_an_answer(live: str) -> None:
    found = visit(live, "/queries/countries-assisted-by", ("actor", "UNDP"), ("paragraph", "1"))
    assert "Nothing in the graph answers this." in found.one("div", "state").text
    assert not found.all("table")


def test_the_ontology_has_live_counts_and_its_anchors(live: str) -> None:
    found = visit(live, "/ontology")
    ids = {element.attributes["id"] for element in found.all(id="")}
    assert {"pattern", "named-graphs", "prefixes", "classes", "relations", "values", "partner", "Work"} <= ids
    terms = found.all("section", "term")
    assert found.one("div", "meta").text.startswith(f"{len(terms)} words")
    counted = {term["name"]: term["count"] for term in fetch(live + "/sparql/schema").json["properties"]}
    shown = found.one("section", id="partner").one("span", "count").text
    assert int(re.sub(r"\D", "", shown)) == counted["mg:partner"]
    assert {link.attributes["href"].removeprefix("#") for link in found.one("nav", "toc").all("a", href="")} - ids == {
        "/sparql"
    }
