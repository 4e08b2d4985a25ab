"""What helps to write a query: warnings, the evidence, the view in the address, and the rows behind sums."""

from html import unescape

import pytest

from client import address, fetch
from mandategraph.queries import QueryLibrary
from mandategraph.vocabulary import MG, PREFIXES
from mandategraph.web.selects import every, grouped_query, rows_behind
from mandategraph.web.warned import Words, warned
from markup import Element
from visits import rows_of, visit

HTML = "text/html"
COUNTED = (
    "SELECT ?p (COUNT(?w) AS ?works) WHERE { ?w mg:partner ?p } GROUP BY ?p HAVING(COUNT(?w) > 1) ORDER BY ?p LIMIT 9"
)
WARNED = {
    "SELECT ?w {\n  ?w mg:partnr ?p }": [(2, 6, "mg:partnr", "mg:partner")],
    "SELECT ?w { ?w <https://w3id.org/mandategraph/ontology#Partner> ?p }": [
        (1, 16, "<https://w3id.org/mandategraph/ontology#Partner>", f"<{MG}partner>")
    ],
    "PREFIX m: <https://w3id.org/mandategraph/ontology#>\nSELECT * { ?é m:pärtner ?o }": [
        (2, 15, "m:pärtner", "m:partner")
    ],
    "SELECT ?w { ?w mg:Countries ?p ; mg:zzzqqq 1 }": [
        (1, 16, "mg:Countries", "mg:country"),
        (1, 34, "mg:zzzqqq", ""),
    ],
    "SELECT ?wrok { ?work mg:partner ?p }": [(1, 8, "?wrok", "")],
    "SELECT ?w (?x AS ?n) (?n + 1 AS ?m) { ?w mg:partner ?p }": [(1, 12, "?x", "")],
    "SELECT ?w ?nme { ?w mg:partner ?p } GROUP BY ?w ?nme": [(1, 11, "?nme", "")],
    "SELECT ?p { { SELECT ?w { ?w mg:partner ?p } } }": [(1, 8, "?p", "")],
    "SELECT * { { SELECT ?y { ?w mg:partner ?p } } }": [(1, 21, "?y", "")],
}
"""By query the line, column and text of what is doubtful, and what may be meant."""
FINE = (
    "SELECT ?w ?b { ?w mg:partner ?p ; a mg:Work . ?g mg:basis mg:Stated BIND(1 AS ?b) }",
    "SELECT ?v { ?w mg:partner ?p } VALUES ?v { 1 }",
    "SELECT ?y { ?w mg:year ?d } GROUP BY (STR(?d) AS ?y)",
    "SELECT ?w { { SELECT * { ?w mg:partner ?p } } }",
    "SELECT ?p { { SELECT (?w AS ?p) { ?w mg:unit mg:Person } } }",
    'SELECT ?w { ?w rdfs:label "mg:partnr ?x" } # mg:partnr',
    "PREFIX mg: <http://example.org/> SELECT ?w { ?w mg:partnr ?p }",
    "ASK { ?s ?p ?o }",
)


def test_no_case_is_lost() -> None:
    assert (len(WARNED), len(FINE)) == (9, 8)


@pytest.mark.parametrize(("text", "expected"), WARNED.items())
def test_doubtful_parts_are_told_at_their_place(
    live: str, text: str, expected: list[tuple[int, int, str, str]]
) -> None:
    checked = fetch(address(live, "/sparql/check", ("query", text))).json
    assert checked["valid"]
    lines = text.split("\n")
    found = [
        (one["line"], one["column"], lines[one["line"] - 1][one["column"] - 1 :][: one["length"]], one["replacement"])
        for one in checked["warnings"]
    ]
    assert found == expected
    assert all(one["reason"].endswith(("?", ".")) for one in checked["warnings"])
    page = visit(live, "/sparql", ("query", text))
    told = [item.text for item in page.one(id="warnings").all("li")]
    assert told == [f"Warning, line {one['line']}: {one['reason']}" for one in checked["warnings"]]
    assert page.all(id="result")


@pytest.mark.parametrize("text", FINE)
def test_what_is_in_order_has_no_warning(live: str, text: str) -> None:
    assert fetch(address(live, "/sparql/check", ("query", text))).json == {"valid": True, "warnings": []}


def test_all_examples_are_in_order(live: str, library: QueryLibrary) -> None:
    found = [fetch(address(live, "/sparql/check", ("query", query.text))).json for query in library]
    assert len(found) == 35
    assert all(one == {"valid": True, "warnings": []} for one in found)


def test_warnings_are_few_enough_to_read() -> None:
    text = "SELECT * { ?s mg:a1 ?o " + " . ".join(f"; mg:nope{number} ?o" for number in range(3000)) + " }"
    assert len(warned(text, Words(frozenset({MG + "partner"}), {}), PREFIXES)) == 20


def test_the_evidence_is_asked_for(live: str) -> None:
    text = "SELECT ?work ?name { ?work a mg:Activity ; rdfs:label ?name . }"
    for at, statement in (("", "?work rdfs:label ?name"), (str(text.index("mg:Act")), "?work a mg:Activity")):
        made = fetch(address(live, "/sparql/evidence", ("query", text), ("at", at))).json
        assert f"GRAPH ?graph {{ {statement} }}" in made["query"]
        assert statement in made["said"]
        assert made["at"] == made["query"].index("GRAPH ?graph")
        assert 0 < len(rows_of(live, made["query"])) < 300
    found = visit(live, "/sparql", ("query", text), ("do", "evidence"))
    assert "GRAPH ?graph { ?work rdfs:label ?name }" in found.one("textarea").raw
    assert "“?work rdfs:label ?name”" in found.one(id="answer").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?x {", "The query cannot be read (line 1, column 12)"),
        ("SELECT ?n { ?d mg:saidIn/mg:number ?n }", "There is no statement"),
        ("SELECT ?p { ?p mg:order ?n }", "No paragraph states “?p mg:order ?n”"),
        (COUNTED, "The rows are sums"),
    ],
)
def test_where_no_evidence_can_be_added_it_is_said_why(live: str, text: str, said: str) -> None:
    made = fetch(address(live, "/sparql/evidence", ("query", text))).json
    assert (made["query"], said in made["said"]) == (text, True)
    found = visit(live, "/sparql", ("query", text), ("do", "evidence"))
    assert found.one("textarea").raw == text
    assert said in unescape(found.one(id="answer").text)


def test_a_cursor_is_a_number(live: str) -> None:
    for at in ("x", "-1", "1" * 9, "²"):
        assert fetch(address(live, "/sparql/evidence", ("query", "ASK {}"), ("at", at))).status == 400


@pytest.mark.parametrize("view", ["chart", "graph", "map"])
def test_a_view_stands_in_the_address(live: str, view: str) -> None:
    found = visit(live, "/sparql", ("query", COUNTED), ("view", view))
    assert f"The {view} needs JavaScript. The table has the same rows." in found.one("noscript").text
    assert found.one("a", data_share="").attributes["href"].endswith(f"&view={view}")
    assert found.one("table", "results")
    assert all("view=" not in link.attributes["href"] for link in found.all("a") if "format=" in link.raw)
    assert visit(live, "/sparql", ("example", "donors"), ("view", view)).one("noscript")


def test_the_table_is_no_view_of_its_own(live: str) -> None:
    for given in ((), (("view", "table"),), (("view", ""),)):
        found = visit(live, "/sparql", ("query", COUNTED), *given)
        assert not found.all("noscript")
        assert "view=" not in found.one("a", data_share="").attributes["href"]


def test_an_unknown_view_names_the_known_ones(live: str) -> None:
    for given in (("query", COUNTED), ("example", "donors")):
        found = visit(live, "/sparql", given, ("view", "pie"), status=400)
        assert "it takes table, chart, graph, map" in found.one("main").text


def signed(found: Element) -> list[Element]:
    """The rows of the results that have a sign."""
    return [row for row in found.one("table", "results").one("tbody").all("tr") if row.all("button", "p")]


def test_every_row_of_an_example_has_its_sign(live: str, library: QueryLibrary) -> None:
    grouped = [query for query in library if "GROUP BY" in query.text]
    assert len(grouped) == 3
    for query in grouped:
        found = visit(live, "/sparql", ("example", query.name))
        assert len(signed(found)) == len(found.one("tbody").all("tr")) > 0
        assert "These rows are sums" not in found.one(id="result").text


def test_sums_say_so_and_lead_to_the_rows_behind_them(live: str) -> None:
    found = visit(live, "/sparql", ("query", COUNTED))
    assert "These rows are sums over several statements and have no single paragraph." in found.one(id="result").text
    links = [link for link in found.one(id="result").all("a") if link.text == "Show the rows behind them"]
    behind = visit(live, links[0].attributes["href"])
    assert len(signed(behind)) == len(behind.one("tbody").all("tr")) > 50
    plain = visit(live, "/sparql", ("query", "SELECT ?w { ?w mg:partner ?p } LIMIT 3"))
    assert "These rows are sums" not in plain.text


def test_rows_behind_keep_the_pattern_alone() -> None:
    assert rows_behind(COUNTED) == "SELECT * WHERE { ?w mg:partner ?p }\nLIMIT 500"
    assert rows_behind("PREFIX a: <b:> SELECT (SUM(?n) AS ?s) FROM <u:g> { ?x ?y ?n } LIMIT 1 VALUES ?x { 1 }") == (
        "PREFIX a: <b:> SELECT * FROM <u:g> { ?x ?y ?n }\nLIMIT 500\nVALUES ?x { 1 }"
    )
    assert rows_behind("SELECT ?x { ?x ?y ?z }") is None
    assert rows_behind("ASK { ?x ?y ?z }") is None
    assert not grouped_query("SELECT ?x { { SELECT (COUNT(*) AS ?x) {} } }")
    assert every("SELECT ?a { ?a ?b ?c } ORDER BY ?a", "c") == "SELECT DISTINCT ?c { ?a ?b ?c }"
    assert every("ASK {}", "c") is None
